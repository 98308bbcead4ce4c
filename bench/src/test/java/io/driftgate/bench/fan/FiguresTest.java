package io.driftgate.bench.fan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  private static Figures of(long... last) {
    Figures figures = new Figures("x");
    for (long each : last) {
      figures.record(new Round.Times(1, 2, each));
    }
    return figures;
  }

  @Test
  void shouldTakeTheLowerMedianAndTheLast() {
    assertThat(Round.Times.of(new long[] {140, 110, 130, 120}, 100))
        .isEqualTo(new Round.Times(10, 20, 40));
    assertThat(Round.Times.of(new long[] {107}, 100)).isEqualTo(new Round.Times(7, 7, 7));
  }

  @Test
  void shouldJudgeBothPercentiles() {
    Figures floor = of(1_000, 1_000, 1_000);
    assertThat(of(1_290, 1_290, 1_290).isWithin(1.3, floor)).isTrue();
    assertThat(of(1_320, 1_320, 1_320).isWithin(1.3, floor)).isFalse();
    assertThat(of(900, 900, 2_000).isWithin(1.3, floor)).isFalse();
  }

  @Test
  void shouldMeetNoBarWithARoundThatSomeDeskDidNotRead() {
    Figures figures = of(1_000);
    figures.late();
    assertThat(figures.isWithin(1.3, of(1_000))).isFalse();
  }

  @Test
  void shouldReadWhatDesksAnswer() {
    assertThat(Lane.times("times 10 200 3000")).contains(new Round.Times(10, 200, 3_000));
    assertThat(Lane.times("late, 3 lost their connection")).isEqualTo(Optional.empty());
  }

  @Test
  void shouldCountAnIdleDesksHeapAndBuffers() {
    IdleDesks.Held none = IdleDesks.Held.of("desks 10 heap 1000 direct 500", 5_000);
    IdleDesks.Held many = IdleDesks.Held.of("desks 110 heap 3000 direct 700", 9_000);
    assertThat(many.liveEach(none)).isEqualTo(22);
    assertThat(many.rssEach(none)).isEqualTo(40);
    assertThatThrownBy(() -> IdleDesks.Held.of("desks x", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadWhereServersListen() {
    assertThat(Child.port(Child.DESKS, "desks on 4711, trigger on 12")).isEqualTo(4_711);
    assertThat(Child.port(Child.TRIGGER, "desks on 4711, trigger on 12")).isEqualTo(12);
    assertThat(Child.port(Child.DESKS, "[INF] Listening for websocket clients on ws://127.0.0.1:9"))
        .isEqualTo(9);
    assertThat(Child.port(Child.TRIGGER, "[INF] Listening for client connections on 127.0.0.1:8"))
        .isEqualTo(8);
    assertThat(Child.port(Child.TRIGGER, "[INF] Server is ready")).isZero();
  }
}
