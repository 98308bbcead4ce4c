package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A desk that reads nothing for a while, within its lease. */
final class LateReaderIT {
  private static final List<Reason> BULKY = Collections.nCopies(40, Samples.reason());
  private static final FeedOptions PATIENT =
      new FeedOptions("127.0.0.1", 0, 20_000, 2_000, "0.1-test");

  /** The kernel takes a part of some frame at once, the rest is queued, and so are those behind. */
  @Test
  void shouldGetEveryFrameWholeAndInOrderThoughTheKernelTookOnlyAPart() throws Exception {
    FakeGate gate = new FakeGate("A");
    gate.reasons(BULKY);
    try (Feeding feeding = new Feeding(gate, PATIENT);
        TestDesk late = new TestDesk(feeding.vertx, feeding.port, 4_096)) {
      late.subscribe("gate").next("snapshot");
      late.socket().pause();
      int told = 0;
      while (feeding.server.counts().pendingBytes() == 0 && told < 2_000) {
        told++;
        move(feeding, gate);
        Thread.sleep(1);
      }
      assertThat(feeding.server.counts().pendingBytes()).isPositive();
      move(feeding, gate);
      late.socket().resume();
      for (int version = 1; version <= told + 1; version++) {
        assertThat(late.next("transition").getLong("version")).isEqualTo(version);
      }
      Feeding.eventually(Duration.ofSeconds(2), () -> feeding.server.counts().pendingBytes() == 0);
      move(feeding, gate);
      assertThat(late.next("transition").getLong("version")).isEqualTo(told + 2);
      assertThat(feeding.server.counts().tooSlow()).isZero();
    }
  }

  private static void move(Feeding feeding, FakeGate gate) {
    feeding.onGate(
        () -> {
          gate.move("A", Quotes.WIDEN);
          return true;
        });
  }
}
