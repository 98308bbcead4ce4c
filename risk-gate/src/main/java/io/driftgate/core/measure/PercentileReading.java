package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/**
 * One percentile of a window, kept up sample by sample: which bucket it lies in, and how many
 * samples lie below. Only a sample that moves it to another bucket makes anybody look.
 */
public final class PercentileReading {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int NOWHERE = -1;

  private final PercentileWindow window;
  private final Ratio part;
  private final int minSamples;
  private final Topic changed = new Topic();
  private int bucket = NOWHERE;
  private long below;

  PercentileReading(PercentileWindow window, Ratio part, int minSamples) {
    this.window = window;
    this.part = part;
    this.minSamples = minSamples;
    bucket = bucketNow();
  }

  boolean is(Ratio otherPart, int otherMinSamples) {
    return part.compareTo(otherPart) == 0 && minSamples == otherMinSamples;
  }

  boolean isRead() {
    return changed.isHeard();
  }

  /** Samples came into a bucket, or left it. */
  void shifted(int ofBucket, long count) {
    if (ofBucket < bucket) {
      below += count;
    }
  }

  /** Looks again, when the window is that of core time. */
  void refresh() {
    int now = bucketNow();
    if (now != bucket) {
      bucket = now;
      changed.changed();
    }
  }

  private int bucketNow() {
    if (window.blocks() < minSamples) {
      return NOWHERE;
    }
    long rank = Ranks.rank(part, window.samples());
    PagedCounts sum = window.sum();
    if (bucket != NOWHERE && below < rank && rank <= below + sum.of(bucket)) {
      return bucket;
    }
    int found = sum.bucketAt(rank);
    below = sum.below(found);
    return found;
  }

  /** Whether the window holds as many blocks as the percentile takes. */
  public boolean hasEnough() {
    return bucket != NOWHERE;
  }

  /** The highest value equivalent to the percentile; 0 with too few blocks, which is clear. */
  public long nanos() {
    return bucket == NOWHERE ? 0 : window.highest(bucket) * NANOS_PER_MICRO;
  }

  /** By how much it may be too high: as much as the least certain of the window's samples. */
  public long uncertaintyNanos() {
    return bucket == NOWHERE ? 0 : window.widestUncertaintyNanos();
  }

  /** Up to five nodes with samples as high as this or higher, worst first. */
  public List<NodeId> evidence() {
    return bucket == NOWHERE ? List.of() : window.worst().from(bucket);
  }

  /** Told when the value becomes another. */
  public Topic changed() {
    return changed;
  }
}
