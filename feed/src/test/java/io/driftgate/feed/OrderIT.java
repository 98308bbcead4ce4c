package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.feed.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Desks on two loops, a thousand transitions, subscribes and renewals in between. */
final class OrderIT {
  private static final int TRANSITIONS = 1_000;
  private static final int DESKS = 6;
  private static final int PER_STEP = 5;
  private static final List<Quotes> ALL = List.of(Quotes.values());
  private static final List<String> MARKETS = List.of("A", "B", "C");

  @Test
  void shouldKeepEveryDeskInStepWithTheGate() {
    keepInStep(Feeding.OPTIONS, 10);
  }

  /**
   * Half of the desks want signatures: what is signed and what is not come on two ways. A grant
   * that waited for signatures for too long is made anew, and may then come after the last.
   */
  @Test
  void shouldKeepSignedDesksInStepToo() {
    keepInStep(
        new FeedOptions("127.0.0.1", 0, 50, 1_000, "test", 0, List.of(SigningKey.random())), 0);
  }

  private static void subscribe(TestDesk desk, boolean signed) {
    desk.say("{\"op\":\"subscribe\",\"signed\":" + signed + "}");
  }

  private static void keepInStep(FeedOptions options, int fewestGrants) {
    boolean signs = !options.keys().isEmpty();
    FakeGate gate = new FakeGate(MARKETS.toArray(String[]::new));
    try (Feeding feeding = new Feeding(gate, options)) {
      List<TestDesk> desks = new ArrayList<>();
      IntStream.range(0, DESKS).forEach(i -> desks.add(feeding.desk()));
      for (int i = 0; i < DESKS; i++) {
        subscribe(desks.get(i), signs && i < DESKS / 2);
      }
      for (int step = 0; step < TRANSITIONS / PER_STEP; step++) {
        TestDesk busy = desks.get(step / 2 % DESKS);
        if (step % 20 == 7) {
          subscribe(busy, signs && desks.indexOf(busy) < DESKS / 2);
        }
        if (step % 2 == 0) {
          busy.renew("n" + step);
        }
        move(feeding, gate, step);
      }
      desks.forEach(desk -> desk.renew("last"));
      for (TestDesk desk : desks) {
        DeskTable table = new DeskTable();
        desk.next(
            frame -> {
              table.take(frame);
              return "last".equals(frame.getString("nonce"));
            },
            "last grant");
        assertThat(table.moves()).isEqualTo(TRANSITIONS);
        assertThat(table.grants()).isGreaterThan(fewestGrants);
      }
    }
  }

  private static void move(Feeding feeding, FakeGate gate, int step) {
    feeding.onGate(
        () -> {
          for (int i = 0; i < PER_STEP; i++) {
            Quotes to = ALL.get((step + i) % 3);
            gate.move(MARKETS.get((step * PER_STEP + i) % MARKETS.size()), to);
          }
          return true;
        });
  }
}
