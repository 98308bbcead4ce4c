package io.driftgate.dashboards;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Optional;

/**
 * Every metric that leaves this process: its type, unit, help and labels. What is not listed here
 * is not exported, and each listed metric is fed by something that exists.
 *
 * <p>Cardinality is bounded by the configuration: nodes × (states or failure kinds), chains,
 * markets × states. No label carries what a node says of itself.
 */
enum ExportedMetric {
  NODE_UP(
      Type.GAUGE,
      "node_up",
      Optional.empty(),
      "1 while the node's state is anything but UNKNOWN",
      Labelled.NODE),
  NODE_HEAD_HEIGHT(
      Type.GAUGE,
      "node_head_height",
      Optional.empty(),
      "Height of the newest head that the node showed",
      Labelled.NODE),
  NODE_BEHIND_SECONDS(
      Type.GAUGE,
      "node_behind_seconds",
      Optional.of(Unit.SECONDS),
      "How long the node has lacked the first block of the leading chain that it lacks; 0 when it"
          + " lacks none",
      Labelled.NODE),
  NODE_STATE(
      Type.GAUGE,
      "node_state",
      Optional.empty(),
      "1 for the state that the node is in, 0 for the others",
      List.of("node", "chain", "cluster", "state")),
  POLL_FAILURES(
      Type.COUNTER,
      "poll_failures",
      Optional.empty(),
      "Exchanges with the node that gave no observation, by kind of failure",
      List.of("node", "chain", "cluster", "kind")),
  ARRIVAL_DRIFT_SECONDS(
      Type.HISTOGRAM,
      "arrival_drift_seconds",
      Optional.of(Unit.SECONDS),
      "Arrival of a block at a voting node after its first arrival at any, per node and block",
      Labelled.CHAIN),
  POLL_DURATION_SECONDS(
      Type.HISTOGRAM,
      "poll_duration_seconds",
      Optional.of(Unit.SECONDS),
      "From a poll's request to the last byte of its answer",
      Labelled.CHAIN),
  FINALITY_LAG_BLOCKS(
      Type.GAUGE,
      "finality_lag_blocks",
      Optional.empty(),
      "Reference height minus finalized height",
      Labelled.CHAIN),
  FINALITY_LAG_SECONDS(
      Type.GAUGE,
      "finality_lag_seconds",
      Optional.of(Unit.SECONDS),
      "Reference timestamp minus finalized timestamp",
      Labelled.CHAIN),
  HEAD_STALENESS_SECONDS(
      Type.GAUGE,
      "head_staleness_seconds",
      Optional.of(Unit.SECONDS),
      "Time since the reference head rose",
      Labelled.CHAIN),
  QUORUM_AGREEMENT_RATIO(
      Type.GAUGE,
      "quorum_agreement_ratio",
      Optional.of(Unit.RATIO),
      "Weight of the nodes in sync over the configured weight",
      Labelled.CHAIN),
  MARKET_QUOTES(
      Type.GAUGE,
      "market_quotes",
      Optional.empty(),
      "1 for what the market's quotes may do, 0 for the others",
      Labelled.MARKET_STATE),
  MARKET_LIQUIDATIONS(
      Type.GAUGE,
      "market_liquidations",
      Optional.empty(),
      "1 for what the market's liquidations may do, 0 for the others",
      Labelled.MARKET_STATE),
  TRANSITIONS(
      Type.COUNTER,
      "transitions",
      Optional.empty(),
      "Transitions of the market, by the outputs they led to",
      List.of("market", "quotes", "liquidations")),
  DECISION_SECONDS(
      Type.HISTOGRAM,
      "decision_seconds",
      Optional.of(Unit.SECONDS),
      "From the arrival of the input to the transition it caused",
      List.of()),
  POLLS(Type.COUNTER, "polls", Optional.empty(), "Polls begun, over all nodes", List.of()),
  POLLS_SKIPPED(
      Type.COUNTER,
      "polls_skipped",
      Optional.empty(),
      "Polls left out because the node had not answered the one before",
      List.of()),
  POLLS_SPARED(
      Type.COUNTER,
      "polls_spared",
      Optional.empty(),
      "Polls left out because the node fails or asked for a pause",
      List.of()),
  OVERSIZED_ANSWERS(
      Type.COUNTER,
      "oversized_answers",
      Optional.empty(),
      "Exchanges given up because they went over the cap on bytes",
      List.of()),
  HEADERS_ASKED(
      Type.COUNTER,
      "headers_asked",
      Optional.empty(),
      "Requests for headers that the gate missed",
      List.of()),
  HEADERS_MISSED(
      Type.COUNTER,
      "headers_missed",
      Optional.empty(),
      "Requests for headers that brought none",
      List.of()),
  PUSHED_HEADS(
      Type.COUNTER,
      "pushed_heads",
      Optional.empty(),
      "Heads that came over subscriptions",
      List.of()),
  PUSH_CONNECTS(
      Type.COUNTER,
      "push_connects",
      Optional.empty(),
      "Connections for subscriptions begun",
      List.of()),
  PUSH_SILENT(
      Type.COUNTER,
      "push_silent",
      Optional.empty(),
      "Subscriptions given up because polling showed heads that they did not",
      List.of()),
  PUSH_STRAY_MESSAGES(
      Type.COUNTER,
      "push_stray_messages",
      Optional.empty(),
      "Messages over subscriptions that concern nothing that was asked",
      List.of()),
  FACTS_DROPPED(
      Type.COUNTER,
      "facts_dropped",
      Optional.empty(),
      "Facts that the gate loop did not take in time from the collectors' loops",
      List.of()),
  GATE_STALL_SECONDS(
      Type.HISTOGRAM,
      "gate_stall_seconds",
      Optional.of(Unit.SECONDS),
      "How much later than due a call came on the gate loop; one is due every 10 ms",
      List.of()),
  JOURNAL_WRITABLE(
      Type.GAUGE,
      "journal_writable",
      Optional.empty(),
      "1 while what relaxes can be journalled; at 0 nothing opens",
      List.of()),
  JOURNAL_WAITING(
      Type.GAUGE,
      "journal_waiting",
      Optional.empty(),
      "Entries that are not on the journal's disk yet",
      List.of()),
  JOURNAL_ROWS(
      Type.COUNTER, "journal_rows", Optional.empty(), "Rows written to the journal", List.of()),
  JOURNAL_DROPPED(
      Type.COUNTER,
      "journal_dropped",
      Optional.empty(),
      "Entries that the journal could neither write nor hold; a gap row tells how many",
      List.of()),
  JOURNAL_FAILURES(
      Type.COUNTER,
      "journal_failures",
      Optional.empty(),
      "Attempts to open the journal or to write to it that failed",
      List.of()),
  JOURNAL_FLUSH_SECONDS(
      Type.HISTOGRAM,
      "journal_flush_seconds",
      Optional.of(Unit.SECONDS),
      "From a transaction's first row to the disk's answer",
      List.of()),
  HOOK_DELIVERIES(
      Type.COUNTER,
      "hook_deliveries",
      Optional.empty(),
      "Deliveries to hooks that have come to an end, by how they ended",
      List.of("hook", "outcome")),
  HOOK_ATTEMPTS(
      Type.COUNTER,
      "hook_attempts",
      Optional.empty(),
      "Attempts to deliver that were begun",
      List.of("hook")),
  HOOK_FAILURES(
      Type.COUNTER,
      "hook_failures",
      Optional.empty(),
      "Attempts to deliver that failed",
      List.of("hook")),
  HOOK_LATE(
      Type.COUNTER,
      "hook_late",
      Optional.empty(),
      "Withdrawals and pauses that a hook did not take within one lease",
      List.of("hook")),
  HOOK_TAKEN_SECONDS(
      Type.HISTOGRAM,
      "hook_taken_seconds",
      Optional.of(Unit.SECONDS),
      "Withdrawals and pauses: from the hook's hearing of one to the other side's word",
      List.of("hook")),
  HOOK_TROUBLES(
      Type.COUNTER,
      "hook_troubles",
      Optional.empty(),
      "What somebody has to hear of, by kind",
      List.of("kind")),
  HOOK_DROPPED(
      Type.COUNTER,
      "hook_dropped",
      Optional.empty(),
      "Transitions that did not reach the hooks in time; the outbox has them for the next start",
      List.of()),
  RECORDING_ACTIVE(
      Type.GAUGE,
      "recording_active",
      Optional.empty(),
      "1 while what passes the gate goes to a recording",
      List.of()),
  RECORDING_ITEMS(
      Type.COUNTER,
      "recording_items",
      Optional.empty(),
      "Inputs of the core, and what it told, written to recordings",
      List.of()),
  RECORDING_DROPPED(
      Type.COUNTER,
      "recording_dropped",
      Optional.empty(),
      "Items that are in no recording; a gap mark tells where",
      List.of()),
  RECORDING_BYTES(
      Type.COUNTER,
      "recording_bytes",
      Optional.of(Unit.BYTES),
      "Written to recordings, compressed",
      List.of()),
  RECORDING_ERRORS(
      Type.COUNTER,
      "recording_errors",
      Optional.empty(),
      "Failures of the recordings' disk; each ends a file",
      List.of()),
  RECORDING_DIFFERENCES(
      Type.COUNTER,
      "recording_differences",
      Optional.empty(),
      "Where the recorder's core, given the same inputs, told something else: any is a bug",
      List.of()),
  FEED_SUBSCRIBERS(
      Type.GAUGE, "feed_subscribers", Optional.empty(), "Clients on the feed", List.of()),
  FEED_EVENTS(
      Type.COUNTER,
      "feed_events",
      Optional.empty(),
      "What happened at the feed's edges, by kind: clients closed or refused, and what they asked",
      List.of("event")),
  FEED_PENDING_BYTES(
      Type.GAUGE,
      "feed_pending_bytes",
      Optional.of(Unit.BYTES),
      "Bytes that wait for the feed's clients",
      List.of()),
  FEED_PENDING_MOST_BYTES(
      Type.GAUGE,
      "feed_pending_most_bytes",
      Optional.of(Unit.BYTES),
      "The most bytes that ever waited for one client of the feed",
      List.of()),
  CONFIRMATION_SECONDS(
      Type.HISTOGRAM,
      "confirmation_seconds",
      Optional.of(Unit.SECONDS),
      "From a restriction to the certainty that no desk ignores it",
      List.of()),
  DRILL_SECONDS(
      Type.HISTOGRAM,
      "drill_seconds",
      Optional.of(Unit.SECONDS),
      "From the decision of a drill to its arrival at a subscriber on loopback",
      List.of()),
  FEED_REFUSALS(
      Type.COUNTER,
      "feed_refusals",
      Optional.empty(),
      "Requests, connections and desks that were turned away, and pauses in accepting",
      List.of("reason")),
  TLS_REMAINING(
      Type.GAUGE,
      "tls_certificate_remaining_seconds",
      Optional.of(Unit.SECONDS),
      "Until the server's TLS certificate ends; negative once it has",
      List.of()),
  SCRAPES_REFUSED(
      Type.COUNTER,
      "scrapes_refused",
      Optional.empty(),
      "Requests for metrics that were refused because too many others waited",
      List.of());

  /** What a metric is to Prometheus. */
  enum Type {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  /** Label names that several metrics share. */
  private static final class Labelled {
    static final List<String> NODE = List.of("node", "chain", "cluster");
    static final List<String> CHAIN = List.of("chain");
    static final List<String> MARKET_STATE = List.of("market", "state");
  }

  private static final String PREFIX = "driftgate_";

  private final Type type;
  private final String baseName;
  private final Optional<Unit> unit;
  private final String help;
  private final List<String> labels;

  ExportedMetric(
      Type type, String baseName, Optional<Unit> unit, String help, List<String> labels) {
    this.type = type;
    this.baseName = baseName;
    this.unit = unit;
    this.help = help;
    this.labels = labels;
  }

  Type type() {
    return type;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }

  /** The name with its prefix; writers add {@code _total} to counters. */
  String fullName() {
    return PREFIX + baseName;
  }

  MetricMetadata metadata() {
    return unit.map(known -> new MetricMetadata(fullName(), help, known))
        .orElseGet(() -> new MetricMetadata(fullName(), help));
  }

  /**
   * The labels of one data point.
   *
   * @throws IllegalArgumentException if there are more or fewer values than names
   */
  Labels labelled(String... values) {
    return Labels.of(labels, List.of(values));
  }
}
