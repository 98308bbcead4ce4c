package io.driftgate.core.opinion;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
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
  private final Windows.Window window;

  WindowMeasure(Metric metric, ChainOpinion chain, Scope scope, long windowNanos, int minimum) {
    this.metric = metric;
    this.chain = chain;
    members = new Members(chain, scope);
    sliceNanos = windowNanos / 10;
    window = chain.windows.of(ofDrift(metric), scope, windowNanos);
    minSamples = minimum;
    precision = new Histogram(1, HOUR_MICROS, scope.over() == Metric.Over.NODE ? 2 : 3);
  }

  private static boolean ofDrift(Metric metric) {
    return metric.key().startsWith("drift");
  }

  /** What it fills from. */
  Windows.Window window() {
    return window;
  }

  @Override
  public Value value() {
    long slice = Math.floorDiv(chain.nowNanos, sliceNanos);
    boolean ofDrift = ofDrift(metric);
    int samples = ofDrift ? chain.drift.samples.size() : chain.drift.trips.size();
    if (slice != seenSlice || samples != seenSamples) {
      seenSlice = slice;
      seenSamples = samples;
      seen = ofDrift ? drift(slice) : roundTrip(slice);
    }
    return seen;
  }

  private boolean isIn(long nanos, long slice) {
    long of = Math.floorDiv(nanos, sliceNanos);
    return of > slice - 10 && of <= slice;
  }

  private Value drift(long slice) {
    List<Long> micros = new ArrayList<>();
    Map<Block, Boolean> firstIn = new HashMap<>();
    for (DriftOpinion.Sample sample : window.since(chain.drift.samples)) {
      if (members.contain(sample)) {
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

  private Value roundTrip(long slice) {
    List<Long> micros = new ArrayList<>();
    for (DriftOpinion.Trip trip : window.since(chain.drift.trips)) {
      if (members.contain(trip.plan()) && isIn(trip.receivedNanos(), slice)) {
        micros.add(micros(trip.nanos()));
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
