package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.view.HistogramQuery.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Windows, against a list of all samples. */
class WindowedHistogramTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Precision PRECISION = new Precision(1_000, 3, false);
  private static final Precision.Buckets BUCKETS = PRECISION.buckets();

  private record Sample(long value, long atNanos) {}

  @Test
  void shouldHoldTheSamplesOfTheNewestTenSlices() {
    for (int seed = 0; seed < 20; seed++) {
      compareWithList(new Random(seed), 0);
    }
  }

  @Test
  void shouldNotLoseNewerSamplesToOnesThatComeVeryLate() {
    for (int seed = 0; seed < 20; seed++) {
      compareWithList(new Random(seed), 400);
    }
  }

  /** A list of samples turns into counts by slice when they are too many for it. */
  @Test
  void shouldLoseNothingWhenSamplesBecomeMany() {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      WindowedHistogram windowed = new WindowedHistogram(PRECISION, BUCKETS);
      List<Sample> samples = new ArrayList<>();
      long now = 0;
      for (int step = 1; step <= 3 * SampleLog.MAX_ENTRIES; step++) {
        now += random.nextInt(800) * SECOND / 1_000;
        Sample sample = new Sample(random.nextInt(1_000), now - random.nextInt(10) * SECOND);
        samples.add(sample);
        windowed.record(BUCKETS.of(sample.value()), sample.atNanos());
        if (step % 256 == 0) {
          compare(windowed, samples, now);
        }
      }
    }
  }

  /** A slice's count of one bucket may be larger than an entry of the list holds. */
  @Test
  void shouldCountMoreThanAnEntryHolds() {
    WindowedHistogram windowed = new WindowedHistogram(PRECISION, BUCKETS);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      Sample sample = new Sample(7 + i % 2, i * SECOND / 50_000);
      samples.add(sample);
      windowed.record(BUCKETS.of(sample.value()), sample.atNanos());
    }
    compare(windowed, samples, 6 * SECOND);
    for (int i = 1; i < 100; i++) {
      samples.add(new Sample(i, (6 + i) * SECOND));
      windowed.record(BUCKETS.of(i), (6 + i) * SECOND);
    }
    compare(windowed, samples, 105 * SECOND);
  }

  /** Ten thousand nodes show one block: so many different values fill the list within a slice. */
  @Test
  void shouldTakeMoreValuesInOneSliceThanTheListHolds() {
    Precision wide = new Precision(100_000, 3, false);
    Precision.Buckets buckets = wide.buckets();
    WindowedHistogram windowed = new WindowedHistogram(wide, buckets);
    Histogram expected = new Histogram(100_000, 3);
    for (int value = 0; value < 100_000; value++) {
      windowed.record(buckets.of(value), SECOND);
      expected.recordValue(value);
    }
    assertThat(buckets.size()).isGreaterThan(SampleLog.MAX_ENTRIES);
    for (Window window : Window.values()) {
      assertThat(windowed.copy(window, SECOND)).isEqualTo(expected);
    }
  }

  private static void compare(WindowedHistogram windowed, List<Sample> samples, long now) {
    for (Window window : Window.values()) {
      assertThat(windowed.copy(window, now)).isEqualTo(naive(samples, window, now));
    }
  }

  private static void compareWithList(Random random, int maxLateSeconds) {
    WindowedHistogram windowed = new WindowedHistogram(PRECISION, BUCKETS);
    List<Sample> samples = new ArrayList<>();
    long now = -500 * SECOND;
    for (int step = 0; step < 150; step++) {
      now += random.nextInt(30) * SECOND;
      long late = random.nextInt(4) == 0 ? random.nextInt(maxLateSeconds + 1) * SECOND : 0;
      Sample sample = new Sample(random.nextInt(1_000), now - late);
      samples.add(sample);
      windowed.record(BUCKETS.of(sample.value()), sample.atNanos());
      compare(windowed, samples, now);
    }
  }

  private static Histogram naive(List<Sample> samples, Window window, long now) {
    Histogram expected = new Histogram(1_000, 3);
    long slice = window.nanos() / SliceRing.SLICES;
    samples.stream()
        .filter(s -> window == Window.ALL || isInWindow(s, slice, now))
        .forEach(s -> expected.recordValue(s.value()));
    return expected;
  }

  private static boolean isInWindow(Sample sample, long slice, long now) {
    long from = (Math.floorDiv(now, slice) - SliceRing.SLICES + 1) * slice;
    return sample.atNanos() >= from;
  }

  @Test
  void shouldRecordWhatIsOutOfRangeAsTheLimit() {
    WindowedHistogram windowed = new WindowedHistogram(PRECISION, BUCKETS);
    windowed.record(BUCKETS.of(-5), 0);
    windowed.record(BUCKETS.of(Long.MAX_VALUE), 0);
    assertThat(windowed.copy(Window.ALL, 0).getMinValue()).isZero();
    assertThat(windowed.inShort(1).count()).isEqualTo(2);
    assertThat(windowed.inShort(1).maxNanos()).isBetween(1_000L, 2_047L);
  }

  /** An hour's maintenance apart: whatever a node shows, and for however long. */
  @Test
  void shouldHoldNoMoreThanItsBoundAndLittleInEverydayUse() {
    Precision.Buckets node = new Precision(WindowedHistogram.MAX_MICROS, 2, true).buckets();
    WindowedHistogram hostile = new WindowedHistogram(PRECISION, node);
    WindowedHistogram usual = new WindowedHistogram(PRECISION, node);
    Random random = new Random(3);
    for (long at = 0; at < 7_200 * SECOND; at += SECOND / 2) {
      hostile.record(random.nextInt(node.size()), at);
      usual.record(node.of(1_000 + random.nextInt(1_000)), at);
    }
    assertThat(hostile.bytes()).isLessThan(31L * node.size() * Long.BYTES);
    assertThat(usual.bytes()).isLessThan(40_000);
  }
}
