package io.driftgate.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A desk and its gates over channels that lose, repeat, delay and reorder, with gates that crash,
 * stop and change their mind, and a desk that is stopped, too. After each step it is asked whether
 * the desk believes more than it may.
 */
final class RandomChannelTest {
  private static final int SEEDS = 2_500;
  private static final long STEP_MS = 20;
  private static final int STEPS = 300;
  private static final String MARKET = "M";

  @Test
  void shouldNeverBelieveMoreThanAGateGrantedWithinOneLease() {
    int opened = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed);
      opened += world.run();
    }
    assertThat(opened).as("worlds in which something was open").isGreaterThan(SEEDS / 2);
  }

  /** One message on its way. */
  private record Message(long atMs, long order, int gate, int connection, String text) {}

  private static final class World implements DeskEvents {
    private final SplittableRandom random;
    private final long seed;
    private final int gates;
    private final int needed;
    private final long leaseMs = 1_000;
    private final DeskProtocol desk;
    private final List<Side> sides = new ArrayList<>();
    private final PriorityQueue<Message> toDesk =
        new PriorityQueue<>(Comparator.comparingLong(Message::atMs).thenComparing(Message::order));
    private final PriorityQueue<Message> toGate =
        new PriorityQueue<>(Comparator.comparingLong(Message::atMs).thenComparing(Message::order));
    private long nowMs;
    private long order;
    private int badness;

    World(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      gates = 1 + random.nextInt(3);
      needed = DeskRules.neededOf(gates);
      badness = random.nextInt(3);
      List<FrameReader> readers = new ArrayList<>();
      for (int gate = 0; gate < gates; gate++) {
        readers.add(new FrameReader(new GateKeys(Map.of())));
        sides.add(new Side(gate));
      }
      desk =
          new DeskProtocol(
              new DeskRules(
                  needed,
                  readers,
                  new SessionRules(List.of(), 5_000_000_000L, 2_000_000_000L, "r")),
              this);
    }

    @Override
    public void onChange(Change change) {}

    @Override
    public void onConfirmed(Confirmation confirmation) {}

    boolean chance(int inThousand) {
      return random.nextInt(1_000) < inThousand;
    }

    int run() {
      int opened = 0;
      for (int step = 0; step < STEPS; step++) {
        nowMs += STEP_MS;
        boolean calm = step > STEPS * 3 / 4;
        sides.forEach(side -> side.live(calm));
        deliver(calm);
        for (long ms = nowMs; ms < nowMs + STEP_MS; ms += STEP_MS / 2) {
          Permission permission = desk.permission(MARKET, ms * 1_000_000);
          if (permission.mayQuote()) {
            opened = 1;
            check(ms);
          }
        }
      }
      return opened;
    }

    private void deliver(boolean calm) {
      while (!toGate.isEmpty() && toGate.peek().atMs() <= nowMs) {
        Message message = toGate.poll();
        sides.get(message.gate()).ask(message);
      }
      if (!calm && chance(10)) {
        nowMs += random.nextInt(3_000);
      }
      while (!toDesk.isEmpty() && toDesk.peek().atMs() <= nowMs) {
        Message message = toDesk.poll();
        if (message.connection() == sides.get(message.gate()).connection) {
          desk.session(message.gate()).text(message.text(), nowMs * 1_000_000);
        }
      }
      desk.tick(nowMs * 1_000_000);
    }

    /** At least as many gates as needed allow it, or did within the last lease. */
    private void check(long ms) {
      long granted = sides.stream().filter(side -> ms < side.lastGrantSentMs + leaseMs).count();
      long truthful = sides.stream().filter(side -> ms - side.withdrawnSinceMs <= leaseMs).count();
      assertThat(granted).as("grants, seed %d at %d ms", seed, ms).isGreaterThanOrEqualTo(needed);
      assertThat(truthful).as("truth, seed %d at %d ms", seed, ms).isGreaterThanOrEqualTo(needed);
    }

    /** One gate with both directions of its channel. */
    private final class Side implements GateWire {
      private final int number;
      private final FakeGate gate = new FakeGate(MARKET);
      private int connection = -1;
      private int connections;
      private boolean connected;
      private boolean subscribed;
      private long stoppedUntilMs;
      private long lastToDeskMs;
      private long lastToGateMs;
      private long lastGrantSentMs = -1_000_000;
      private final Map<String, Long> sentMs = new java.util.HashMap<>();

      /** Since when the gate itself says WITHDRAW; later than now while it does not. */
      private long withdrawnSinceMs;

      Side(int number) {
        this.number = number;
      }

      private void live(boolean calm) {
        if (!connected && chance(200)) {
          connected = true;
          subscribed = false;
          connection = connections++;
          desk.session(number).opened(nowMs * 1_000_000, this);
          say(gate.hello());
        } else if (connected && !calm && chance(4)) {
          connected = false;
          connection = -1;
          desk.session(number).closed();
        }
        if (!calm && chance(3)) {
          gate.restart();
          withdrawn("WITHDRAW");
          connected = false;
          connection = -1;
          desk.session(number).closed();
        }
        if (!calm && chance(5)) {
          stoppedUntilMs = nowMs + random.nextInt(3_000);
        }
        if (nowMs >= stoppedUntilMs && chance(40)) {
          String to = List.of("OPEN", "WIDEN", "OPEN", "WITHDRAW").get(random.nextInt(4));
          String frame = gate.move(MARKET, to);
          withdrawn(to);
          if (subscribed) {
            say(frame);
          }
        }
      }

      private void withdrawn(String to) {
        boolean withdraws = to.equals("WITHDRAW");
        if (!withdraws) {
          withdrawnSinceMs = Long.MAX_VALUE;
        } else if (withdrawnSinceMs == Long.MAX_VALUE) {
          withdrawnSinceMs = nowMs;
        }
      }

      private void ask(Message message) {
        if (message.connection() != connection || !connected) {
          return;
        }
        if (nowMs < stoppedUntilMs) {
          toGate.add(
              new Message(stoppedUntilMs, message.order(), number, connection, message.text()));
        } else if (message.text().contains("\"subscribe\"")) {
          subscribed = true;
          say(gate.snapshot());
        } else if (message.text().contains("\"renew\"") && subscribed) {
          String nonce = message.text().replaceAll(".*\"nonce\":\"|\"}", "");
          lastGrantSentMs = Math.max(lastGrantSentMs, sentMs.get(nonce));
          say(gate.lease(nonce));
        }
      }

      /** How late a frame is; on a good channel in order. */
      private long due(long last) {
        long delay = random.nextInt(30);
        if (badness > 0 && chance(20)) {
          delay += random.nextInt(3_000);
        }
        long at = nowMs + delay;
        return badness < 2 ? Math.max(at, last) : at;
      }

      private void say(String text) {
        if (badness == 2 && chance(20)) {
          return;
        }
        lastToDeskMs = due(lastToDeskMs);
        toDesk.add(new Message(lastToDeskMs, order++, number, connection, text));
        if (badness == 2 && chance(20)) {
          toDesk.add(new Message(due(lastToDeskMs), order++, number, connection, text));
        }
      }

      @Override
      public void send(String frame) {
        if (frame.contains("\"renew\"")) {
          sentMs.put(frame.replaceAll(".*\"nonce\":\"|\"}", ""), nowMs);
        }
        if (badness == 2 && chance(20)) {
          return;
        }
        lastToGateMs = due(lastToGateMs);
        toGate.add(new Message(lastToGateMs, order++, number, connection, frame));
      }

      @Override
      public void drop(String reason) {
        connected = false;
        connection = -1;
      }
    }
  }
}
