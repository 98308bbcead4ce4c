package io.driftgate.client.protocol;

import java.util.OptionalLong;

/** What a session asks of its gate over one connection, and when it asked. */
final class Requests {
  private static final GateWire NOWHERE =
      new GateWire() {
        @Override
        public void send(String frame) {}

        @Override
        public void drop(String reason) {}
      };

  private final SessionRules rules;
  private final boolean signed;
  private final SessionCounts counts;
  private final Nonces nonces;
  private final Acks acks = new Acks();
  private GateWire wire = NOWHERE;
  private long askedNanos;
  private long renewedNanos;

  Requests(SessionRules rules, boolean signed, SessionCounts counts) {
    this.rules = rules;
    this.signed = signed;
    this.counts = counts;
    this.nonces = new Nonces(rules.noncePrefix());
  }

  void opened(GateWire to) {
    wire = to;
  }

  /** Forgets the connection, and returns it. */
  GateWire forget() {
    GateWire left = wire;
    wire = NOWHERE;
    nonces.clear();
    acks.clear();
    return left;
  }

  /** Asks for the table, and for a grant of it; with an epoch, only for what came after seq. */
  void subscribe(long now, OptionalLong sinceEpoch, long sinceSeq) {
    askedNanos = now;
    wire.send(Asking.subscribe(rules.markets(), signed, sinceEpoch, sinceSeq));
    renew(now);
  }

  void renew(long now) {
    renewedNanos = now;
    wire.send(Asking.renew(nonces.next(now)));
  }

  /** When the renewal with that nonce was sent; once. */
  OptionalLong sent(String nonce) {
    return nonces.take(nonce);
  }

  void acknowledge(String market, long version, long now) {
    acks.add(market, version);
    sendAcks(now);
  }

  void sendAcks(long now) {
    counts.add(Counted.ACKS, acks.send(wire, now));
  }

  boolean hasAcks() {
    return !acks.isEmpty();
  }

  long askedNanos() {
    return askedNanos;
  }

  /** The desk itself was stopped: what it asked for has not had its time to come. */
  void excuse(long now) {
    askedNanos = now;
  }

  long renewedNanos() {
    return renewedNanos;
  }
}
