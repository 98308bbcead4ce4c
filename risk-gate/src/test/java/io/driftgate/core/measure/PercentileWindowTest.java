package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.measure.PercentileWindow.Sample;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Percentiles of a window, against a list of all samples. */
class PercentileWindowTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long SLICE = 3 * SECOND;
  private static final int MIN_BLOCKS = 4;
  private static final Precision.Buckets BUCKETS =
      new Precision(WindowedHistogram.MAX_MICROS, 3, false).buckets();
  private static final List<Ratio> PARTS =
      List.of(new Ratio(1, 2), new Ratio(9, 10), new Ratio(999, 1000));

  private record Taken(long micros, Block block, long atNanos) {}

  @Test
  void shouldReadWhatAListOfAllSamplesSays() {
    for (int seed = 0; seed < 10; seed++) {
      new Trial(seed).compare();
    }
  }

  @Test
  void shouldAskForNoDeadlineWhileNothingIsInTheWindow() {
    Deadlines deadlines = new Deadlines();
    PercentileWindows windows = new PercentileWindows(deadlines);
    PercentileWindow window = windows.ofNode(10 * SLICE, BUCKETS);
    assertThat(deadlines.earliestNanos()).isEqualTo(Deadlines.NEVER);
    window.record(5, new Sample(null, null, SECOND, 0));
    windows.settle(SECOND);
    assertThat(deadlines.earliestNanos()).isEqualTo(10 * SLICE);
    deadlines.runDue(10 * SLICE);
    windows.settle(10 * SLICE);
    assertThat(deadlines.earliestNanos()).isEqualTo(Deadlines.NEVER);
  }

  private static Block block(int height) {
    Hash hash = new Hash(height, 1, 1, 1);
    return new Block(new Head(height, hash, Hash.ZERO, Hash.ZERO, 0), 1);
  }

  private static long valueAt(Histogram histogram, long rank) {
    long seen = 0;
    for (var step : histogram.recordedValues()) {
      seen += step.getCountAddedInThisIterationStep();
      if (seen >= rank) {
        return histogram.highestEquivalentValue(step.getValueIteratedTo());
      }
    }
    throw new IllegalStateException("no such rank");
  }

  /** One run from a seed. */
  private static final class Trial {
    private final Random random;
    private final Deadlines deadlines = new Deadlines();
    private final PercentileWindows windows = new PercentileWindows(deadlines);
    private final PercentileWindow window = windows.ofGroup(10 * SLICE, BUCKETS);
    private final List<PercentileReading> readings =
        PARTS.stream().map(part -> window.reading(part, MIN_BLOCKS)).toList();
    private final long[] told = new long[PARTS.size()];
    private final List<Taken> all = new ArrayList<>();
    private final List<Block> blocks =
        IntStream.range(0, 60).mapToObj(PercentileWindowTest::block).toList();

    Trial(long seed) {
      random = new Random(seed);
      for (int i = 0; i < told.length; i++) {
        int place = i;
        readings.get(i).changed().subscribe(() -> told[place] = readings.get(place).nanos());
      }
    }

    private void compare() {
      long now = -100 * SECOND;
      for (int step = 0; step < 300; step++) {
        now +=
            random.nextInt(20) == 0 ? random.nextInt(40) * SECOND : random.nextInt(1_500_000_000);
        deadlines.runDue(now);
        windows.settle(now);
        check(now);
        for (int i = random.nextInt(3); i > 0; i--) {
          take(now);
        }
        windows.settle(now);
        check(now);
      }
    }

    private void take(long now) {
      long late = random.nextInt(5) == 0 ? random.nextInt(40) * SECOND : 0;
      int newest = (int) Math.min(blocks.size() - 1, 30 + now / (10 * SECOND));
      Block block = blocks.get(Math.max(0, newest - random.nextInt(12)));
      long micros = 1L << random.nextInt(31);
      all.add(new Taken(micros + random.nextInt(100), block, now - late));
      Taken taken = all.get(all.size() - 1);
      window.record(BUCKETS.of(taken.micros()), new Sample(null, block, taken.atNanos(), 0));
    }

    private void check(long now) {
      for (int i = 0; i < PARTS.size(); i++) {
        long expected = naive(PARTS.get(i), now);
        assertThat(readings.get(i).nanos()).isEqualTo(expected);
        assertThat(told[i]).isEqualTo(expected);
      }
    }

    /** 0 with too few blocks; each counts in the slice of its first sample. */
    private long naive(Ratio part, long now) {
      long from = (Math.floorDiv(now, SLICE) - 9) * SLICE;
      Histogram inside = new Histogram(WindowedHistogram.MAX_MICROS, 3);
      Set<Block> known = new HashSet<>();
      int counted = 0;
      for (Taken taken : all) {
        boolean first = known.add(taken.block());
        if (taken.atNanos() >= from) {
          inside.recordValue(taken.micros());
          counted += first ? 1 : 0;
        }
      }
      long n = inside.getTotalCount();
      long rank = Math.max(1, (n * part.num() + part.den() - 1) / part.den());
      return counted < MIN_BLOCKS ? 0 : valueAt(inside, rank) * 1_000;
    }
  }
}
