package io.driftgate.core.measure;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.view.NodeDrift;
import io.driftgate.core.view.Percentiles;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is noted of a node for people, and decides nothing. */
final class NodeRecord {
  private static final long JITTER_SHOWN_NANOS = 60_000_000_000L;
  private static final long NO_DRIFT = -1;

  private final Map<FailureKind, Count> failures = new EnumMap<>(FailureKind.class);
  private final Summary uncertaintyMicros;
  private ProbeFailed lastFailure;
  private long lastGoodNanos = Long.MIN_VALUE;
  private long jitteredNanos = Long.MIN_VALUE;
  private boolean finalityKnown = true;
  private boolean pushLost;
  private long lastDriftNanos = NO_DRIFT;
  private long lastUncertaintyNanos = NO_DRIFT;
  private long missedBlocks;
  private long revision;

  private static final class Count {
    private long value;
  }

  NodeRecord(Precision.Buckets micros) {
    uncertaintyMicros = new Summary(micros);
  }

  void touched() {
    revision++;
  }

  long revision() {
    return revision;
  }

  void answered(HeadObserved fact) {
    lastGoodNanos = fact.received().nanos();
  }

  void failed(ProbeFailed fact) {
    count(fact.kind());
    lastFailure = fact;
    revision++;
  }

  /** It showed a head that is false; the exchange was none that failed. */
  void refuted() {
    count(FailureKind.INVALID_HEADER);
  }

  private void count(FailureKind kind) {
    failures.computeIfAbsent(kind, first -> new Count()).value++;
  }

  Map<FailureKind, Long> failures() {
    Map<FailureKind, Long> seen = new EnumMap<>(FailureKind.class);
    failures.forEach((kind, count) -> seen.put(kind, count.value));
    return Collections.unmodifiableMap(seen);
  }

  Optional<ProbeFailed> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Whether the newest exchange was refused for asking too often. */
  boolean rateLimited() {
    return lastFailure != null
        && lastFailure.kind() == FailureKind.RATE_LIMITED
        && lastFailure.at().nanos() > lastGoodNanos;
  }

  void jittered(long atNanos) {
    jitteredNanos = atNanos;
  }

  boolean jittering(long nowNanos) {
    return jitteredNanos != Long.MIN_VALUE && nowNanos - jitteredNanos <= JITTER_SHOWN_NANOS;
  }

  void finalityKnown(boolean known) {
    finalityKnown = known;
  }

  boolean finalityKnown() {
    return finalityKnown;
  }

  void pushChanged(boolean trusted) {
    pushLost = !trusted;
  }

  boolean pushLost() {
    return pushLost;
  }

  /** A block arrived that had come while nothing was known of the node: no drift, but counted. */
  void missed() {
    missedBlocks++;
  }

  /** A block arrived, so much after its first sight. */
  void drifted(long driftNanos, long uncertaintyNanos) {
    uncertaintyMicros.record(uncertaintyNanos / 1_000);
    lastDriftNanos = driftNanos;
    lastUncertaintyNanos = uncertaintyNanos;
  }

  NodeDrift drift(Percentiles arrivals) {
    return new NodeDrift(
        arrivals,
        uncertaintyMicros.inShort(1_000),
        valueOf(lastDriftNanos),
        valueOf(lastUncertaintyNanos),
        missedBlocks);
  }

  private static OptionalLong valueOf(long nanosOrNone) {
    return nanosOrNone == NO_DRIFT ? OptionalLong.empty() : OptionalLong.of(nanosOrNone);
  }
}
