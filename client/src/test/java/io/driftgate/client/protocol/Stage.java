package io.driftgate.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A desk's protocol in virtual time, with wires that remember. */
final class Stage implements DeskEvents {
  static final String ETH = "ETH-PERP";
  static final long MS = 1_000_000;
  static final long HOLD_MS = 300_000;

  final DeskProtocol desk;
  final List<Change> changes = new ArrayList<>();
  final List<Confirmation> confirmations = new ArrayList<>();
  final List<Wire> wires = new ArrayList<>();

  /** Close to where a monotonic clock wraps around. */
  long now = Long.MAX_VALUE - 5_000 * MS;

  Stage(int gates) {
    this(gates, DeskRules.neededOf(gates));
  }

  Stage(int gates, int needed) {
    this(needed, readers(gates));
  }

  Stage(int needed, List<FrameReader> readers) {
    SessionRules session = new SessionRules(List.of("*"), 5_000 * MS, HOLD_MS * MS, "t");
    desk = new DeskProtocol(new DeskRules(needed, readers, session), this);
    readers.forEach(reader -> wires.add(new Wire()));
  }

  private static List<FrameReader> readers(int gates) {
    List<FrameReader> readers = new ArrayList<>();
    for (int i = 0; i < gates; i++) {
      readers.add(new FrameReader(new GateKeys(Map.of())));
    }
    return readers;
  }

  @Override
  public void onChange(Change change) {
    changes.add(change);
  }

  @Override
  public void onConfirmed(Confirmation confirmation) {
    confirmations.add(confirmation);
  }

  static final class Wire implements GateWire {
    final List<String> sent = new ArrayList<>();
    final List<String> drops = new ArrayList<>();

    @Override
    public void send(String frame) {
      sent.add(frame);
    }

    @Override
    public void drop(String reason) {
      drops.add(reason);
    }

    List<String> take(String op) {
      List<String> taken =
          sent.stream().filter(f -> f.startsWith("{\"op\":\"" + op + "\"")).toList();
      sent.clear();
      return taken;
    }

    String nonce() {
      List<String> renewals = take("renew");
      return renewals.get(renewals.size() - 1).replaceAll(".*\"nonce\":\"|\"}", "");
    }
  }

  GateSession session(int gate) {
    return desk.session(gate);
  }

  Wire wire() {
    return wires.get(0);
  }

  void pass(long ms) {
    now += ms * MS;
    desk.tick(now);
  }

  void hear(int gate, String text) {
    desk.session(gate).text(text, now);
  }

  void hear(String text) {
    hear(0, text);
  }

  void connect(int gate, FakeGate to) {
    desk.session(gate).opened(now, wires.get(gate));
    hear(gate, to.hello());
  }

  /** Connected, subscribed, answered and granted. */
  void grant(int gate, FakeGate to) {
    connect(gate, to);
    hear(gate, to.snapshot());
    hear(gate, to.lease(wires.get(gate).nonce()));
  }

  /** One gate that says OPEN, with a grant. */
  FakeGate open() {
    return open(0);
  }

  FakeGate open(int gate) {
    FakeGate open = new FakeGate(ETH);
    open.move(ETH, "OPEN");
    grant(gate, open);
    return open;
  }

  /** A renewal now, and its grant. */
  void renew(int gate, FakeGate by) {
    pass(250);
    hear(gate, by.lease(wires.get(gate).nonce()));
  }

  Permission at(long ms) {
    return desk.permission(ETH, now + ms * MS);
  }

  Quotes quotes() {
    return at(0).quotes();
  }

  long count(Counted what) {
    return session(0).report("g").counts().get(what);
  }
}
