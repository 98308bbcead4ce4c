package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Counts by bucket, and the buckets themselves. */
class SparseCountsTest {
  private static final long HOUR = WindowedHistogram.MAX_MICROS;

  @Test
  void shouldHaveTheBucketsOfHdrHistogram() {
    Random random = new Random(1);
    for (int digits = 1; digits <= 3; digits++) {
      Precision.Buckets buckets = new Precision(HOUR, digits, false).buckets();
      Histogram histogram = new Histogram(HOUR, digits);
      for (int i = 0; i < 20_000; i++) {
        long value = Math.min(HOUR, random.nextLong() >>> (32 + random.nextInt(32)));
        int bucket = buckets.of(value);
        assertThat(buckets.lowest(bucket)).isEqualTo(histogram.lowestEquivalentValue(value));
        assertThat(buckets.highest(bucket)).isEqualTo(histogram.highestEquivalentValue(value));
        assertThat(bucket).isBetween(0, buckets.size() - 1);
      }
    }
  }

  @Test
  void shouldCountLikeAMap() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SparseCounts counts = new SparseCounts(3_000);
      Map<Integer, Long> expected = new HashMap<>();
      for (int i = 0; i < 20_000; i++) {
        int bucket = random.nextInt(2 << random.nextInt(11));
        counts.add(bucket, i);
        expected.merge(bucket, (long) i, Long::sum);
        if (random.nextInt(4_000) == 0) {
          counts.clear();
          expected.clear();
        }
      }
      Map<Integer, Long> found = new HashMap<>();
      counts.each((bucket, count) -> found.merge(bucket, count, Long::sum));
      expected.values().removeIf(count -> count == 0);
      assertThat(found).isEqualTo(expected);
      assertThat(counts.bytes()).isLessThanOrEqualTo(3_000 * Long.BYTES);
    }
  }
}
