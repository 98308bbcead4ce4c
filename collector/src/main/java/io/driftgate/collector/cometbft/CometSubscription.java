package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Verification;

/**
 * The conversation on one WebSocket: {@code status}, the newest block, {@code subscribe}, then
 * headers.
 *
 * <p>A pushed header carries no hash of its own. Where headers are verified, the hash of one block
 * that the node names is computed first; only if that succeeds are pushed headers heads, under the
 * hash computed from them. Otherwise each says no more than that polling would show something.
 */
final class CometSubscription implements Subscription {
  private static final long STATUS = 1;
  private static final long NEWEST = 2;
  private static final long SUBSCRIBE = 3;

  private final Watched chain;
  private long awaited = STATUS;
  private boolean confirmed;
  private boolean computable;
  private long lastHeight;
  private Hash lastHash = Hash.ZERO;

  CometSubscription(Watched chain) {
    this.chain = chain;
  }

  @Override
  public String opening() {
    return Questions.status(STATUS);
  }

  /** Known when the subscription is confirmed. */
  @Override
  public boolean pushesHeads() {
    return computable;
  }

  @Override
  public PushEvent read(byte[] message) {
    try {
      return event(JsonRpc.one(message, awaited));
    } catch (DefectException defect) {
      return new PushEvent.Broken(defect.toDefect());
    }
  }

  private PushEvent event(JsonNode message) throws DefectException {
    if (awaited == STATUS) {
      return status(JsonRpc.result(message, "status"));
    }
    if (awaited == NEWEST) {
      return newest(JsonRpc.result(message, "blockchain"));
    }
    Fields result = Fields.of(JsonRpc.result(message, "subscribe"), "subscribe");
    return confirmed || result.has("query") ? notification(result) : subscribed();
  }

  private PushEvent status(JsonNode result) throws DefectException {
    Status status = Status.read(result, chain.chainId());
    if (!chain.verifyHeaders()) {
      return subscribe();
    }
    awaited = NEWEST;
    return new PushEvent.Send(Questions.blockchain(NEWEST, status.height(), 0));
  }

  private PushEvent newest(JsonNode result) throws DefectException {
    computable = Shown.read(result, chain).verification() == Verification.VERIFIED;
    return subscribe();
  }

  private PushEvent subscribe() {
    awaited = SUBSCRIBE;
    return new PushEvent.Send(Questions.subscribe(SUBSCRIBE));
  }

  private PushEvent subscribed() {
    confirmed = true;
    return new PushEvent.Subscribed();
  }

  /** One may come before the confirmation, which a node writes on another thread. */
  private PushEvent notification(Fields result) throws DefectException {
    if (!confirmed || !result.text("query").equals(Questions.NEW_HEADERS)) {
      return new PushEvent.Stray();
    }
    JsonNode json = result.object("data").object("value").any("header");
    Header header = Header.read(json, chain.chainId());
    return computable ? newHead(header) : new PushEvent.Moved(header.height());
  }

  private PushEvent newHead(Header header) throws DefectException {
    if (!header.isKnown()) {
      throw DefectException.malformed("a pushed header whose hash can't be computed any more");
    }
    if (header.height() == lastHeight + 1 && !header.parentHash().equals(lastHash)) {
      throw DefectException.malformed("a pushed header that does not follow the one before it");
    }
    lastHeight = header.height();
    lastHash = header.hash();
    return new PushEvent.NewHead(header.toHead(lastHash), Verification.VERIFIED);
  }
}
