package io.driftgate.app.config;

import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.Protocols;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.NodePlan;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code nodes[i]}. */
final class NodeReader {
  private static final long LEAST_INTERVAL_NANOS = 10 * Durations.MS;
  private static final long MOST_INTERVAL_NANOS = 300 * Durations.SECOND;
  private static final Watched UNKNOWN = new Watched("", true);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final References references;
  private final Map<String, ChainId> chains;

  /**
   * Reads nodes.
   *
   * @param chains by what the file calls them
   */
  NodeReader(References references, Map<String, ChainId> chains) {
    this.references = references;
    this.chains = chains;
  }

  /**
   * A node as read.
   *
   * @param access without what is known of its chain
   */
  record Draft(NodePlan plan, NodeAccess access) {}

  Optional<Draft> read(Value value, int index) {
    Section node = value.section(Shape.NODE);
    NodeId id = new NodeId(node.must("id", "geth-ldn-1", Value::name).orElse("unnamed-" + index));
    Protocol protocol = protocol(node);
    URI http =
        node.must("http", "http://10.0.0.5:8545", v -> url(v, "http", "https")).orElse(NOWHERE);
    Optional<URI> ws = node.read("ws", v -> pushing(v, protocol));
    Section poll = node.sub("poll", Shape.POLL);
    Optional<Long> budget =
        poll.read("budget", v -> v.rateNanos(LEAST_INTERVAL_NANOS, MOST_INTERVAL_NANOS));
    if (poll.has("budget") && poll.has("interval")) {
      poll.report("budget", "stands beside interval; write one of them");
    }
    long interval =
        poll.read("interval", v -> v.durationNanos(LEAST_INTERVAL_NANOS, MOST_INTERVAL_NANOS))
            .or(() -> budget)
            .orElse(NodeAccess.DEFAULT_INTERVAL_NANOS);
    long timeout =
        poll.read("timeout", v -> v.durationNanos(10 * Durations.MS, 60 * Durations.SECOND))
            .orElse(NodeAccess.DEFAULT_TIMEOUT_NANOS);
    NodeAccess access =
        new NodeAccess(
            id, http, ws, protocol, UNKNOWN, interval, budget.isPresent(), timeout, headers(node));
    // A misread poll section must not make a bound look too tight as well.
    long gap = budget.isPresent() ? NodeEndpoint.longestGapNanos(interval, timeout) : interval;
    boolean pushed = node.has("ws") && protocol.pushes() == Pushes.HEADS;
    long errorBar = pushed ? 0 : gap + timeout;
    return plan(node, id, NodePlan.defaultLivenessNanos(interval, timeout), errorBar)
        .map(plan -> new Draft(plan, access));
  }

  private Optional<NodePlan> plan(Section node, NodeId id, long livenessNanos, long errorBarNanos) {
    ChainId chain = node.must("chain", "ethereum", this::chain).orElseGet(this::anyChain);
    String cluster = node.read("cluster", Value::name).orElse("");
    String operator = node.read("operator", Value::name).orElse("");
    String family = node.read("family", Value::name).orElse("");
    int weight = node.read("weight", v -> v.integer(0, NodePlan.MAX_WEIGHT)).orElse(1L).intValue();
    return node.make(
        "",
        () ->
            new NodePlan(
                id, chain, cluster, operator, family, weight, livenessNanos, errorBarNanos));
  }

  private Optional<ChainId> chain(Value value) {
    return value.oneOf("chain", chains.keySet()).map(chains::get);
  }

  private ChainId anyChain() {
    return chains.values().stream().findFirst().orElse(new ChainId("unknown"));
  }

  private static Protocol protocol(Section node) {
    List<String> names = Protocols.all().stream().map(Protocol::name).toList();
    return node.read("protocol", v -> v.oneOf("protocol", names))
        .flatMap(Protocols::named)
        .orElse(Protocols.all().get(0));
  }

  private Optional<URI> pushing(Value value, Protocol protocol) {
    if (protocol.pushes() == Pushes.NOTHING) {
      value.report("is of no use: a node that speaks " + protocol.name() + " pushes nothing");
      return Optional.empty();
    }
    if (!protocol.eventStreams().isEmpty()) {
      value.report("is of no use: a node that speaks " + protocol.name() + " pushes over http");
      return Optional.empty();
    }
    return url(value, "ws", "wss");
  }

  private Optional<URI> url(Value value, String plain, String secure) {
    return value.parsed(references.resolve(value), text -> Addresses.url(text, plain, secure));
  }

  private Map<String, String> headers(Section node) {
    Map<String, String> headers = new HashMap<>();
    for (Value.Named header : node.find("headers").map(Value::named).orElse(List.of())) {
      HeaderReader.read(header, references).ifPresent(text -> headers.put(header.key(), text));
    }
    return headers;
  }
}
