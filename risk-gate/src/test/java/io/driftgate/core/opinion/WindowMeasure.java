package io.driftgate.core.opinion;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Percentiles of drift and of round trips over a window of aligned slices (definitions). */
final class WindowMeasure implements Measure {
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final Metric metric;
  private final ChainOpinion chain;
  private final Members members;
  private final long sliceNanos;
  private final int minSamples;
  private final Histogram precision;
  private long seenSlice = Long.MIN_VALUE;
  private int seenSamples = -1;
  private Value seen = Value.TOO_FEW_BLOCKS;

  WindowMeasure(
      Metric metric, ChainOpinion chain, Members members, Width width, long window, int minimum) {
    this.metric = metric;
    this.chain = chain;
    this.members = members;
    sliceNanos = window / 10;
    minSamples = minimum;
    precision = new Histogram(1, HOUR_MICROS, width == Width.NODE ? 2 : 3);
  }

  /** Over how much: it decides the precision. */
  enum Width {
    NODE,
    GROUP
  }

  private boolean ofDrift() {
    return metric.key().startsWith("drift");
  }

  @Override
  public Value value() {
    long slice = Math.floorDiv(chain.nowNanos, sliceNanos);
    int samples = ofDrift() ? chain.drift.samples.size() : showings();
    if (slice != seenSlice || samples != seenSamples) {
      seenSlice = slice;
      seenSamples = samples;
      seen = ofDrift() ? drift(slice) : roundTrip(slice);
    }
    return seen;
  }

  private int showings() {
    int sum = 0;
    for (NodeHistory node : chain.histories) {
      sum += node.showings.size();
    }
    return sum;
  }

  private boolean isIn(long nanos, long slice) {
    long of = Math.floorDiv(nanos, sliceNanos);
    return of > slice - 10 && of <= slice;
  }

  private Value drift(long slice) {
    List<Long> micros = new ArrayList<>();
    Map<Block, Boolean> firstIn = new HashMap<>();
    for (DriftOpinion.Sample sample : chain.drift.samples) {
      if (counts(sample)) {
        boolean in = isIn(sample.arrivedNanos(), slice);
        firstIn.putIfAbsent(sample.block(), in);
        if (in) {
          micros.add(micros(sample.nanos()));
        }
      }
    }
    long blocks = firstIn.values().stream().filter(in -> in).count();
    return blocks < minSamples ? Value.TOO_FEW_BLOCKS : percentile(micros);
  }

  private boolean counts(DriftOpinion.Sample sample) {
    return members.contain(sample);
  }

  private Value roundTrip(long slice) {
    List<Long> micros = new ArrayList<>();
    for (NodeHistory node : chain.histories) {
      for (Showing showing : node.showings) {
        if (members.contains(node) && showing.isPoll() && isIn(showing.receivedNanos(), slice)) {
          micros.add(micros(showing.receivedNanos() - showing.fact().sentNanos()));
        }
      }
    }
    return micros.size() < minSamples ? Value.TOO_FEW_BLOCKS : percentile(micros);
  }

  private static long micros(long nanos) {
    return Math.min(nanos / 1_000, HOUR_MICROS);
  }

  private Value percentile(List<Long> micros) {
    if (micros.isEmpty()) {
      return Value.TOO_FEW_BLOCKS;
    }
    micros.sort(null);
    Ratio part = metric.percentile().orElseThrow();
    long rank = Math.max(1, (part.num() * micros.size() + part.den() - 1) / part.den());
    return Value.of(precision.highestEquivalentValue(micros.get((int) rank - 1)) * 1_000);
  }

  @Override
  public void crossings(long limit, Instants out) {
    out.addSlice(sliceNanos);
  }
}
