package io.driftgate.dashboards;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * One scrape's data points, gathered from a reading. Built, filled and read by one thread; a metric
 * without a point is left out, for absent means unknown.
 */
final class Exposition {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MS_PER_SECOND = 1e3;

  private final Map<ExportedMetric, List<DataPointSnapshot>> points =
      new EnumMap<>(ExportedMetric.class);

  /** Everything that a reading says. */
  Exposition add(GateReading reading) {
    reading.markets().forEach(this::addMarket);
    reading.chains().forEach(this::addChain);
    reading.nodes().forEach(this::addNode);
    return this;
  }

  /** What the monitor says of itself. */
  Exposition add(MonitorReading reading) {
    counter(ExportedMetric.POLLS, (double) reading.polls());
    counter(ExportedMetric.POLLS_SKIPPED, (double) reading.pollsSkipped());
    counter(ExportedMetric.POLLS_SPARED, (double) reading.pollsSpared());
    counter(ExportedMetric.OVERSIZED_ANSWERS, (double) reading.oversizedAnswers());
    counter(ExportedMetric.HEADERS_ASKED, (double) reading.headersAsked());
    counter(ExportedMetric.HEADERS_MISSED, (double) reading.headersMissed());
    counter(ExportedMetric.PUSHED_HEADS, (double) reading.pushedHeads());
    counter(ExportedMetric.PUSH_CONNECTS, (double) reading.pushConnects());
    counter(ExportedMetric.PUSH_SILENT, (double) reading.silentSubscriptions());
    counter(ExportedMetric.PUSH_STRAY_MESSAGES, (double) reading.strayMessages());
    counter(ExportedMetric.FACTS_DROPPED, (double) reading.factsDropped());
    points(ExportedMetric.GATE_STALL_SECONDS)
        .add(
            ClassicBuckets.ofStalls(
                ExportedMetric.GATE_STALL_SECONDS.labelled(), reading.gateStallMicros()));
    add(reading.journal());
    add(reading.hooks());
    reading.recording().ifPresent(this::add);
    return this;
  }

  private void add(JournalReading journal) {
    gauge(ExportedMetric.JOURNAL_WRITABLE, journal.writable() ? 1 : 0);
    gauge(ExportedMetric.JOURNAL_WAITING, journal.waiting());
    counter(ExportedMetric.JOURNAL_ROWS, (double) journal.rows());
    counter(ExportedMetric.JOURNAL_DROPPED, (double) journal.dropped());
    counter(ExportedMetric.JOURNAL_FAILURES, (double) journal.failures());
    points(ExportedMetric.JOURNAL_FLUSH_SECONDS)
        .add(
            ClassicBuckets.ofStalls(
                ExportedMetric.JOURNAL_FLUSH_SECONDS.labelled(), journal.flushMicros()));
  }

  private void add(HookReading hooks) {
    for (HookReading.Hook hook : hooks.hooks()) {
      new TreeMap<>(hook.ends())
          .forEach((end, count) -> counter(ExportedMetric.HOOK_DELIVERIES, count, hook.id(), end));
      counter(ExportedMetric.HOOK_ATTEMPTS, (double) hook.attempts(), hook.id());
      counter(ExportedMetric.HOOK_FAILURES, (double) hook.failures(), hook.id());
      counter(ExportedMetric.HOOK_LATE, (double) hook.late(), hook.id());
      points(ExportedMetric.HOOK_TAKEN_SECONDS)
          .add(
              ClassicBuckets.ofStalls(
                  ExportedMetric.HOOK_TAKEN_SECONDS.labelled(hook.id()), hook.takenMicros()));
    }
    new TreeMap<>(hooks.troubles())
        .forEach((kind, count) -> counter(ExportedMetric.HOOK_TROUBLES, count, kind));
    counter(ExportedMetric.HOOK_DROPPED, (double) hooks.dropped());
  }

  private void add(RecordingReading recording) {
    gauge(ExportedMetric.RECORDING_ACTIVE, recording.recording() ? 1 : 0);
    counter(ExportedMetric.RECORDING_ITEMS, (double) recording.items());
    counter(ExportedMetric.RECORDING_DROPPED, (double) recording.dropped());
    counter(ExportedMetric.RECORDING_BYTES, (double) recording.bytes());
    counter(ExportedMetric.RECORDING_ERRORS, (double) recording.errors());
    counter(ExportedMetric.RECORDING_DIFFERENCES, (double) recording.differences());
  }

  /**
   * Everything that the feed says of itself at this time of day; a histogram without a value is
   * left out.
   */
  Exposition add(FeedFigures feed, long wallMs) {
    gauge(ExportedMetric.FEED_SUBSCRIBERS, feed.subscribers());
    new TreeMap<>(feed.events())
        .forEach((event, count) -> counter(ExportedMetric.FEED_EVENTS, count, event));
    new TreeMap<>(feed.refusals())
        .forEach((reason, count) -> counter(ExportedMetric.FEED_REFUSALS, count, reason));
    feed.certificateExpiresMs()
        .ifPresent(at -> gauge(ExportedMetric.TLS_REMAINING, (at - wallMs) / MS_PER_SECOND));
    gauge(ExportedMetric.FEED_PENDING_BYTES, (double) feed.pendingBytes());
    gauge(ExportedMetric.FEED_PENDING_MOST_BYTES, (double) feed.mostPendingBytes());
    histogramOfAny(ExportedMetric.CONFIRMATION_SECONDS, feed.confirmationMicros());
    histogramOfAny(ExportedMetric.DRILL_SECONDS, feed.drillMicros());
    return this;
  }

  private void histogramOfAny(ExportedMetric metric, Histogram micros) {
    if (micros.getTotalCount() > 0) {
      histogram(metric, micros);
    }
  }

  Exposition gauge(ExportedMetric metric, double value, String... labels) {
    points(metric).add(new GaugeDataPointSnapshot(value, metric.labelled(labels), null));
    return this;
  }

  Exposition counter(ExportedMetric metric, double value, String... labels) {
    points(metric)
        .add(
            CounterDataPointSnapshot.builder()
                .value(value)
                .labels(metric.labelled(labels))
                .build());
    return this;
  }

  /** In the enum's order. */
  List<MetricSnapshot> snapshots() {
    return points.entrySet().stream().map(e -> snapshot(e.getKey(), e.getValue())).toList();
  }

  private void addMarket(MarketRow market) {
    for (Quotes state : Quotes.values()) {
      oneHot(ExportedMetric.MARKET_QUOTES, state, market.quotes(), market.id().value());
    }
    for (Liquidations state : Liquidations.values()) {
      oneHot(ExportedMetric.MARKET_LIQUIDATIONS, state, market.liquidations(), market.id().value());
    }
  }

  private void addChain(GateReading.Chain chain) {
    ChainView view = chain.view();
    String id = view.id().value();
    view.finalityLagBlocks()
        .ifPresent(blocks -> gauge(ExportedMetric.FINALITY_LAG_BLOCKS, (double) blocks, id));
    view.finalityLagMs()
        .ifPresent(ms -> gauge(ExportedMetric.FINALITY_LAG_SECONDS, ms / MS_PER_SECOND, id));
    seconds(view.stalenessNanos(), s -> gauge(ExportedMetric.HEAD_STALENESS_SECONDS, s, id));
    view.agreement().ifPresent(ratio -> gauge(ExportedMetric.QUORUM_AGREEMENT_RATIO, ratio, id));
    chain.drift().ifPresent(micros -> histogram(ExportedMetric.ARRIVAL_DRIFT_SECONDS, micros, id));
    chain
        .roundTrip()
        .ifPresent(micros -> histogram(ExportedMetric.POLL_DURATION_SECONDS, micros, id));
  }

  private void addNode(NodeView node) {
    String[] labels = {node.id().value(), node.chain().value(), node.cluster()};
    gauge(ExportedMetric.NODE_UP, node.state() == NodeState.UNKNOWN ? 0 : 1, labels);
    node.head()
        .ifPresent(head -> gauge(ExportedMetric.NODE_HEAD_HEIGHT, (double) head.height(), labels));
    seconds(node.behindNanos(), s -> gauge(ExportedMetric.NODE_BEHIND_SECONDS, s, labels));
    for (NodeState state : NodeState.values()) {
      oneHot(ExportedMetric.NODE_STATE, state, node.state(), labels);
    }
    node.failures().forEach(failureCounter(labels));
  }

  private BiConsumer<FailureKind, Long> failureCounter(String[] labels) {
    return (kind, count) -> counter(ExportedMetric.POLL_FAILURES, count, with(labels, kind.name()));
  }

  private void oneHot(ExportedMetric metric, Enum<?> state, Enum<?> actual, String... labels) {
    gauge(metric, state == actual ? 1 : 0, with(labels, state.name()));
  }

  private void histogram(ExportedMetric metric, Histogram micros, String... labels) {
    points(metric).add(ClassicBuckets.of(metric.labelled(labels), micros));
  }

  private List<DataPointSnapshot> points(ExportedMetric metric) {
    return points.computeIfAbsent(metric, unused -> new ArrayList<>());
  }

  private static void seconds(OptionalLong nanos, DoubleConsumer to) {
    nanos.ifPresent(value -> to.accept(value / NANOS_PER_SECOND));
  }

  private static String[] with(String[] labels, String last) {
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = last;
    return all;
  }

  private static MetricSnapshot snapshot(ExportedMetric metric, List<DataPointSnapshot> points) {
    return switch (metric.type()) {
      case GAUGE ->
          new GaugeSnapshot(metric.metadata(), cast(points, GaugeDataPointSnapshot.class));
      case COUNTER ->
          new CounterSnapshot(metric.metadata(), cast(points, CounterDataPointSnapshot.class));
      case HISTOGRAM ->
          new HistogramSnapshot(metric.metadata(), cast(points, HistogramDataPointSnapshot.class));
    };
  }

  private static <T> List<T> cast(List<DataPointSnapshot> points, Class<T> type) {
    return points.stream().map(type::cast).toList();
  }
}
