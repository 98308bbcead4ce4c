package io.driftgate.client;

import io.driftgate.client.link.Dialer;
import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.DeskProtocol;
import io.driftgate.client.protocol.DeskRules;
import io.driftgate.client.protocol.FrameReader;
import io.driftgate.client.protocol.GateReport;
import io.driftgate.client.protocol.Permission;
import io.driftgate.client.protocol.SessionRules;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A desk's end of the feeds of one or more gates. It connects by itself and goes on trying until it
 * is closed. Every method is for any thread.
 */
public final class Desk implements AutoCloseable {
  private static final int PREFIX_BYTES = 8;
  private static final long LONGEST_SLEEP_NANOS = 50_000_000;
  private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

  private final DeskOptions options;
  private final Rooms rooms;
  private final Telling telling;
  private final Thread teller;
  private final DeskProtocol protocol;
  private final List<GateLine> lines = new ArrayList<>();
  private boolean closed;

  Desk(DeskOptions options) {
    this.options = options;
    this.rooms = new Rooms(options.gates().size());
    this.telling = new Telling(options.listener().orElse(change -> {}), this::acted);
    this.teller = Rooms.thread(telling, "driftgate-listener");
    SecureRandom random = new SecureRandom();
    byte[] prefix = new byte[PREFIX_BYTES];
    random.nextBytes(prefix);
    this.protocol =
        new DeskProtocol(
            new DeskRules(
                options.needed(),
                options.gates().stream().map(gate -> new FrameReader(gate.keys())).toList(),
                new SessionRules(
                    options.markets(),
                    options.connectNanos(),
                    options.holdNanos(),
                    HexFormat.of().formatHex(prefix))),
            telling);
    Dialer dialer =
        new Dialer(
            options.tls(),
            options.token(),
            FrameReader.MAX_MESSAGE,
            TimeUnit.NANOSECONDS.toMillis(options.connectNanos()));
    for (int gate = 0; gate < options.gates().size(); gate++) {
      lines.add(
          new GateLine(
              options.gates().get(gate).address(),
              protocol.session(gate),
              dialer,
              rooms,
              new Backoff(random::nextLong),
              options.connectNanos()));
    }
    teller.start();
    rooms.after(0, this::begin);
  }

  /** What a desk needs to know. */
  public static DeskBuilder builder() {
    return new DeskBuilder();
  }

  private void begin() {
    lines.forEach(GateLine::dial);
    tick();
  }

  private void tick() {
    if (closed) {
      return;
    }
    long now = System.nanoTime();
    long sleep = LONGEST_SLEEP_NANOS;
    try {
      protocol.tick(now);
      sleep = Math.min(sleep, protocol.dueNanos(now) - now);
    } finally {
      rooms.after(Math.max(SHORTEST_SLEEP_NANOS, sleep), this::tick);
    }
  }

  /**
   * What a market may do now, by {@code System.nanoTime()} at this very call. Takes no lock and
   * allocates nothing. A market that no gate has named may do nothing.
   */
  public Permission permission(String market) {
    Permission published = protocol.published(market);
    return published.at(System.nanoTime());
  }

  /** The same without looking the market up each time: keep it. */
  public Market market(String id) {
    return new Market(protocol.cell(id));
  }

  /** Says that a change was acted on. Only for who chose to do so by hand. */
  public void acknowledge(Change change) {
    rooms.locked(
        () -> {
          if (!closed) {
            protocol.acknowledge(change, System.nanoTime());
          }
        });
  }

  private void acted(Change change) {
    if (options.acknowledges()) {
      acknowledge(change);
    }
  }

  /** How it goes with the gates. */
  public DeskReport report() {
    List<GateReport> gates = new ArrayList<>();
    rooms.locked(
        () -> {
          for (int gate = 0; gate < lines.size(); gate++) {
            gates.add(protocol.session(gate).report(options.gates().get(gate).name()));
          }
        });
    return new DeskReport(gates, telling.failures(), telling.dropped());
  }

  /**
   * Ends connections and the SDK's threads, in seconds. From here on everything is withdrawn. A
   * listener that is being called is interrupted.
   */
  @Override
  public void close() {
    rooms.locked(
        () -> {
          if (!closed) {
            closed = true;
            protocol.close();
            lines.forEach(GateLine::end);
          }
        });
    telling.end();
    teller.interrupt();
    try {
      rooms.end();
      if (Thread.currentThread() != teller) {
        teller.join(TimeUnit.SECONDS.toMillis(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
