package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trust in wall time, against a list of all offsets that is searched from end to end. */
class WallTrustTest {
  private static final long MS = 1_000_000;
  private static final long MINUTE = 60_000 * MS;

  private final WallTrust trust = new WallTrust();
  private final List<long[]> offsets = new ArrayList<>();

  private void observe(long nanos, long wallMs) {
    trust.observe(new Stamp(nanos, wallMs));
    offsets.add(new long[] {nanos, wallMs + Math.floorDiv(-nanos, MS)});
  }

  private boolean expected(long nowNanos) {
    long highest = Long.MIN_VALUE;
    long lowest = Long.MAX_VALUE;
    for (int i = offsets.size() - 1; i >= 0; i--) {
      highest = Math.max(highest, offsets.get(i)[1]);
      lowest = Math.min(lowest, offsets.get(i)[1]);
      if (offsets.get(i)[0] < nowNanos - MINUTE) {
        break;
      }
    }
    return highest - lowest <= 250;
  }

  @Test
  void shouldAgreeWithASearchOfAllOffsets() {
    for (int seed = 0; seed < 300; seed++) {
      new WallTrustTest().compare(new Random(seed));
    }
  }

  private void compare(Random random) {
    long nanos = random.nextLong(1_000) * MS - 500 * MS;
    long offsetMs = 1_000_000;
    int step = 1 + random.nextInt(200);
    for (int i = 0; i < 400; i++) {
      observe(nanos, nanos / MS + offsetMs);
      assertThat(trust.trusted(nanos)).isEqualTo(expected(nanos));
      long next = trust.trusted(nanos) ? Deadlines.NEVER : trust.nextChangeNanos();
      long gap = 1 + random.nextLong(random.nextInt(50) == 0 ? 2 * MINUTE : MINUTE / 20);
      if (next != Deadlines.NEVER && next <= nanos + gap) {
        assertThat(expected(next - 1)).isFalse();
        assertThat(trust.trusted(next)).isEqualTo(expected(next));
        gap = Math.max(gap, next - nanos);
      }
      nanos += gap;
      offsetMs += random.nextInt(2 * step + 1) - step;
    }
  }

  @Test
  void shouldBearAQuarterOfASecondAndNotAMillisecondMore() {
    observe(0, 1_000);
    observe(1_000 * MS, 2_250);
    assertThat(trust.trusted(1_000 * MS)).isTrue();
    observe(2_000 * MS, 3_251);
    assertThat(trust.trusted(2_000 * MS)).isFalse();
  }

  @Test
  void shouldTrustAgainWhenTheLastOffsetOfTheOldKindHasLeftTheMinute() {
    observe(0, 1_000);
    observe(5_000 * MS, 6_000);
    observe(10_000 * MS, 21_000);
    assertThat(trust.nextChangeNanos()).isEqualTo(70_000 * MS + 1);
    assertThat(trust.trusted(70_000 * MS)).isFalse();
    assertThat(trust.trusted(70_000 * MS + 1)).isTrue();
  }
}
