package io.driftgate.core.measure;

import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One scope's samples over a bound's own window: ten aligned slices of it (semantics §5), and their
 * sum in order. Samples are taken as they come and judged when the step settles, so that one that
 * is too late for the window is never seen in it.
 *
 * <p>Its content changes by time alone when a slice with samples leaves: that is a deadline.
 */
final class PercentileWindow {
  private static final int SLICES = SliceRing.SLICES;

  private final long sliceNanos;
  private final Precision.Buckets buckets;
  private final SparseCounts[] slices = new SparseCounts[SLICES];
  private final long[] numbers = new long[SLICES];
  private final long[] samplesIn = new long[SLICES];
  private final long[] blocksIn = new long[SLICES];
  private final long[] uncertaintyIn = new long[SLICES];
  private final WorstNodes[] worstIn = new WorstNodes[SLICES];
  private final PagedCounts sum;
  private final List<PercentileReading> readings = new ArrayList<>(1);
  private final BlockCounting counting;
  private final Deadlines deadlines;
  private final int slot;
  private final List<PercentileWindow> moved;
  private boolean moving;
  private long samples;
  private long blocks;

  /**
   * A duration that was recorded.
   *
   * @param block whose arrival it is; null where it is none
   * @param atNanos core time
   */
  record Sample(NodeTracker node, Block block, long atNanos, long uncertaintyNanos) {}

  /** What counts as a block of its own; for round trips, and single nodes, every sample does. */
  @FunctionalInterface
  interface BlockCounting extends Kept {
    /** Whether the block has no sample in this window's scope yet; from now on it has one. */
    boolean isFirst(Block block);
  }

  /**
   * Makes an empty one.
   *
   * @param moved is given the window when it has to be settled
   */
  PercentileWindow(
      long windowNanos,
      Precision.Buckets buckets,
      BlockCounting counting,
      Deadlines deadlines,
      List<PercentileWindow> moved) {
    sliceNanos = windowNanos / SLICES;
    this.buckets = buckets;
    this.counting = counting;
    this.deadlines = deadlines;
    this.moved = moved;
    sum = new PagedCounts(buckets.size());
    slot = deadlines.add(nowNanos -> move());
    Arrays.fill(numbers, Long.MIN_VALUE);
    Arrays.setAll(slices, i -> new SparseCounts(buckets.size()));
    Arrays.setAll(worstIn, i -> new WorstNodes());
  }

  /** The reading of one percentile, made when first asked for. */
  PercentileReading reading(Ratio part, int minSamples) {
    for (PercentileReading reading : readings) {
      if (reading.is(part, minSamples)) {
        return reading;
      }
    }
    PercentileReading made = new PercentileReading(this, part, minSamples);
    readings.add(made);
    return made;
  }

  /** Whether no bound looks at any of its readings. */
  boolean isUnread() {
    return readings.stream().noneMatch(PercentileReading::isRead);
  }

  /** It takes nothing in any more. */
  void end() {
    deadlines.remove(slot);
  }

  long windowNanos() {
    return sliceNanos * SLICES;
  }

  /**
   * Records a sample of whichever slice; {@link #settle} must follow in the same step.
   *
   * @param bucket the sample's
   */
  void record(int bucket, Sample sample) {
    boolean first = counting.isFirst(sample.block());
    long number = Math.floorDiv(sample.atNanos(), sliceNanos);
    int place = (int) Math.floorMod(number, (long) SLICES);
    if (number < numbers[place]) {
      return;
    }
    if (number > numbers[place]) {
      drop(place);
      numbers[place] = number;
    }
    add(place, bucket, sample);
    blocksIn[place] += first ? 1 : 0;
    blocks += first ? 1 : 0;
    move();
  }

  private void add(int place, int bucket, Sample sample) {
    slices[place].add(bucket, 1);
    samplesIn[place]++;
    samples++;
    uncertaintyIn[place] = Math.max(uncertaintyIn[place], sample.uncertaintyNanos());
    worstIn[place].add(sample.node(), bucket);
    shift(bucket, 1);
  }

  private void shift(int bucket, long count) {
    sum.add(bucket, count);
    for (int i = 0; i < readings.size(); i++) {
      readings.get(i).shifted(bucket, count);
    }
  }

  private void drop(int place) {
    if (samplesIn[place] > 0) {
      slices[place].each((bucket, count) -> shift(bucket, -count));
      slices[place].clear();
      samples -= samplesIn[place];
      blocks -= blocksIn[place];
      samplesIn[place] = 0;
      blocksIn[place] = 0;
      uncertaintyIn[place] = 0;
      worstIn[place].clear();
    }
  }

  private void move() {
    if (!moving) {
      moving = true;
      moved.add(this);
    }
  }

  /** Makes its content that of core time, and tells whose reading changed. */
  void settle(long nowNanos) {
    moving = false;
    long oldest = Math.floorDiv(nowNanos, sliceNanos) - SLICES + 1;
    long leaves = Long.MAX_VALUE;
    for (int i = 0; i < SLICES; i++) {
      if (samplesIn[i] > 0 && numbers[i] < oldest) {
        drop(i);
      } else if (samplesIn[i] > 0) {
        leaves = Math.min(leaves, numbers[i]);
      }
    }
    boolean empty = leaves == Long.MAX_VALUE;
    deadlines.set(slot, empty ? Deadlines.NEVER : (leaves + SLICES) * sliceNanos);
    for (int i = 0; i < readings.size(); i++) {
      readings.get(i).refresh();
    }
  }

  long samples() {
    return samples;
  }

  long blocks() {
    return blocks;
  }

  /** By how much any of its samples may be too high. */
  long widestUncertaintyNanos() {
    long widest = 0;
    for (long uncertainty : uncertaintyIn) {
      widest = Math.max(widest, uncertainty);
    }
    return widest;
  }

  WorstNodes worst() {
    WorstNodes worst = new WorstNodes();
    for (WorstNodes slice : worstIn) {
      worst.addAll(slice);
    }
    return worst;
  }

  PagedCounts sum() {
    return sum;
  }

  long highest(int bucket) {
    return buckets.highest(bucket);
  }
}
