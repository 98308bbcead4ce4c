package io.driftgate.client.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A desk without sockets, threads and clocks: sessions with its gates, and what follows for each
 * market. Everything but {@link #permission} and {@link #cell} is for one thread at a time.
 */
public final class DeskProtocol {
  private static final int VOTE_BITS = 7;
  private static final int MAX_CELLS = 50_000;

  private final DeskEvents events;
  private final List<GateSession> sessions = new ArrayList<>();
  private final Judge judge;
  private final ConcurrentHashMap<String, PermissionCell> cells = new ConcurrentHashMap<>();
  private final Map<String, Permission> told = new HashMap<>();
  private final int[] votes;
  private boolean turning;
  private long turnNanos;
  private boolean closed;

  public DeskProtocol(DeskRules rules, DeskEvents events) {
    this.events = events;
    int gates = rules.gates().size();
    this.judge = new Judge(gates, rules.needed());
    this.votes = new int[gates];
    for (int gate = 0; gate < gates; gate++) {
      sessions.add(
          new GateSession(rules.sessionOf(gate), rules.gates().get(gate), new OfGate(gate)));
    }
  }

  /** The session with a gate, by its place in the rules. */
  public GateSession session(int gate) {
    return sessions.get(gate);
  }

  /** For any thread: what the market may do at that instant. Allocates nothing. */
  public Permission permission(String market, long nanos) {
    return published(market).at(nanos);
  }

  /** For any thread: what was published last, to be asked {@code at} a time taken after this. */
  public Permission published(String market) {
    PermissionCell cell = cells.get(market);
    return cell == null ? Permission.noRow() : cell.published();
  }

  /** For any thread: where the market's permission is published from now on. */
  public PermissionCell cell(String market) {
    return cells.computeIfAbsent(market, PermissionCell::new);
  }

  /** Time goes by: ends of leases are told, and each session ticks. */
  public void tick(long now) {
    for (GateSession session : sessions) {
      session.tick(now);
    }
    if (turning && now - turnNanos >= 0) {
      publishAll(now);
    }
  }

  /** When the next tick is wanted, at the latest. */
  public long dueNanos(long now) {
    long due = turning ? turnNanos : sessions.get(0).dueNanos(now);
    for (GateSession session : sessions) {
      long wanted = session.dueNanos(now);
      due = wanted - due < 0 ? wanted : due;
    }
    return due;
  }

  /** The desk has acted on a change; the gates that wait for it are told. */
  public void acknowledge(Change change, long now) {
    for (int gate = 0; gate < sessions.size(); gate++) {
      sessions.get(gate).acknowledge(change.market(), change.version(gate), now);
    }
  }

  /** Nothing is permitted any more. */
  public void close() {
    closed = true;
    turning = false;
    cells.values().forEach(cell -> cell.publish(Permission.closed()));
  }

  private void publishAll(long now) {
    if (closed) {
      return;
    }
    turning = false;
    terms();
    Map<Long, Permission> judged = new HashMap<>();
    for (GateSession session : sessions) {
      session.markets().forEach(this::known);
    }
    for (PermissionCell cell : cells.values()) {
      long key = votes(cell.market());
      Permission permission = judged.get(key);
      if (permission == null) {
        permission = judge.judge(votes, now);
        judged.put(key, permission);
      }
      publish(cell, permission, now);
    }
  }

  /** Gates may name other markets for ever; what is beyond the bound has no row. */
  private void known(String market) {
    if (cells.size() < MAX_CELLS) {
      cell(market);
    }
  }

  private void publishOne(String market, long now) {
    if (!closed && cells.containsKey(market)) {
      terms();
      votes(market);
      publish(cell(market), judge.judge(votes, now), now);
    }
  }

  private void terms() {
    for (int gate = 0; gate < sessions.size(); gate++) {
      judge.gate(gate, sessions.get(gate).terms());
    }
  }

  /** Collects the gates' votes; all of them as one number. */
  private long votes(String market) {
    long key = 0;
    for (int gate = 0; gate < votes.length; gate++) {
      votes[gate] = sessions.get(gate).vote(market);
      key = (key << VOTE_BITS) | votes[gate];
    }
    return key;
  }

  private void publish(PermissionCell cell, Permission permission, long now) {
    cell.publish(permission);
    if (permission.untilNanos() != Permission.ENDLESS) {
      long end = permission.untilNanos();
      turnNanos = turning && turnNanos - end < 0 ? turnNanos : end;
      turning = true;
    }
    String market = cell.market();
    Permission inForce = permission.at(now);
    Permission before = told.getOrDefault(market, Permission.noRow());
    if (!inForce.saysAs(before) || isRestricted(market)) {
      told.put(market, inForce);
      events.onChange(new Change(market, before, inForce, versions(market)));
    }
  }

  private boolean isRestricted(String market) {
    for (GateSession session : sessions) {
      if (session.isRestricted(market)) {
        return true;
      }
    }
    return false;
  }

  private long[] versions(String market) {
    long[] versions = new long[sessions.size()];
    for (int gate = 0; gate < versions.length; gate++) {
      versions[gate] = sessions.get(gate).version(market);
    }
    return versions;
  }

  /** What the session with one gate tells. */
  private final class OfGate implements SessionEvents {
    private final int gate;

    OfGate(int gate) {
      this.gate = gate;
    }

    @Override
    public void onMarket(String market, long now) {
      publishOne(market, now);
    }

    @Override
    public void onAll(long now) {
      publishAll(now);
    }

    @Override
    public void onConfirmed(Frame.Confirmed said) {
      events.onConfirmed(
          new Confirmation(
              gate,
              said.market(),
              said.version(),
              said.afterMs(),
              said.acknowledged(),
              said.expired()));
    }
  }
}
