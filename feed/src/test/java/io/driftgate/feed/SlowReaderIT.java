package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A desk that doesn't read, beside one that does. */
final class SlowReaderIT {
  private static final List<Reason> BULKY = Collections.nCopies(40, Samples.reason());

  @Test
  void shouldCloseTheSlowDeskAfterOneLeaseAndCostTheGoodOneNothing() throws Exception {
    FakeGate gate = new FakeGate("A");
    gate.reasons(BULKY);
    try (Feeding feeding = new Feeding(gate);
        TestDesk good = feeding.desk();
        TestDesk slow = new TestDesk(feeding.vertx, feeding.port, 4_096)) {
      good.subscribe("gate").next("snapshot");
      slow.subscribe("gate").next("snapshot");
      slow.socket().pause();
      long begun = System.nanoTime();
      int[] told = {0};
      Feeding.eventually(
          Duration.ofSeconds(8),
          () -> {
            feeding.onGate(
                () -> {
                  gate.move("A", told[0] % 2 == 0 ? Quotes.OPEN : Quotes.WIDEN);
                  return true;
                });
            told[0]++;
            assertThat(good.next("transition").getLong("version")).isEqualTo(told[0]);
            return feeding.server.counts().tooSlow() > 0;
          });
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertThat(tookMs).isBetween(900L, 4_000L);
      assertThat(feeding.server.counts().mostPendingBytes())
          .isPositive()
          .isLessThan(FeedLimits.DEFAULT.maxPendingBytes());
      slow.socket().resume();
      assertThat(slow.closeCode()).isEqualTo((short) 4409);
      Feeding.eventually(Duration.ofSeconds(2), () -> feeding.server.subscribers() == 1);
      good.renew("n").next("lease");
      Feeding.eventually(Duration.ofSeconds(2), () -> feeding.server.counts().pendingBytes() == 0);
    }
  }

  @Test
  void shouldStopWithinASecondThoughADeskDoesNotRead() {
    FakeGate gate = new FakeGate("A");
    gate.reasons(Collections.nCopies(40_000, Samples.reason()));
    try (Feeding feeding = new Feeding(gate);
        TestDesk slow = new TestDesk(feeding.vertx, feeding.port, 4_096)) {
      slow.subscribe("gate").next("snapshot");
      slow.socket().pause();
      feeding.onGate(
          () -> {
            gate.move("A", Quotes.OPEN);
            return true;
          });
      long begun = System.nanoTime();
      Feeding.await(feeding.server.stop());
      assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
    }
  }

  @Test
  void shouldEndTheConnectionOfADeskThatNeverReadsAgain() throws Exception {
    FakeGate gate = new FakeGate("A");
    gate.reasons(BULKY);
    try (Feeding feeding = new Feeding(gate);
        TestDesk slow = new TestDesk(feeding.vertx, feeding.port, 4_096)) {
      slow.subscribe("gate").next("snapshot");
      slow.socket().pause();
      Feeding.eventually(
          Duration.ofSeconds(8),
          () -> {
            feeding.onGate(
                () -> {
                  gate.move("A", Quotes.OPEN);
                  return true;
                });
            return feeding.server.subscribers() == 0;
          });
      assertThat(feeding.server.counts().tooSlow()).isEqualTo(1);
    }
  }
}
