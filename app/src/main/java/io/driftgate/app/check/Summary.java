package io.driftgate.app.check;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code driftgate check} says of a configuration that holds together. */
public final class Summary {
  private final FleetPlan plan;
  private final List<String> lines = new ArrayList<>();

  private Summary(FleetPlan plan) {
    this.plan = plan;
  }

  /** Lines for people. */
  public static List<String> of(FleetPlan plan) {
    Summary summary = new Summary(plan);
    plan.chains().forEach(summary::chain);
    summary.neverOpen();
    summary.failures();
    return List.copyOf(summary.lines);
  }

  private void chain(ChainPlan chain) {
    List<NodePlan> nodes =
        plan.nodes().stream().filter(node -> node.chain().equals(chain.id())).toList();
    long weight = nodes.stream().mapToLong(NodePlan::weight).sum();
    QuorumPlan quorum = chain.quorum();
    lines.add(
        String.format(
            Locale.ROOT,
            "chain %s: %s, weight %d; a block every %s",
            chain.id(),
            count(nodes.size(), "node"),
            weight,
            seconds(chain.blockTimeNanos())));
    lines.add(
        String.format(
            Locale.ROOT,
            "  quorum: weight %d of %d (%s), from at least %s, %s, %s",
            needed(quorum, weight),
            weight,
            quorum.fraction(),
            count(quorum.minNodes(), "node"),
            count(quorum.families(), "family"),
            count(quorum.operators(), "operator")));
    long unnamed = nodes.stream().filter(node -> node.family().isEmpty()).count();
    if (unnamed > 0) {
      lines.add(
          "  the family of "
              + count(unnamed, "node")
              + " is not configured; it is read when they answer");
    }
  }

  private static long needed(QuorumPlan quorum, long weight) {
    long num = quorum.fraction().num() * weight;
    return (num + quorum.fraction().den() - 1) / quorum.fraction().den();
  }

  private static String seconds(long nanos) {
    long ms = nanos / 1_000_000;
    return ms % 1_000 == 0 ? ms / 1_000 + " s" : ms + " ms";
  }

  /** A number of things, in words. */
  public static String count(long count, String one) {
    String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    return count + " " + (count == 1 ? one : many);
  }

  private void neverOpen() {
    List<MarketId> never = new Survivors(plan, plan.nodes()).withdrawn();
    never.forEach(
        market ->
            lines.add(
                "market "
                    + market
                    + " can never open: a bound is exceeded even when every node is in sync"));
  }

  private void failures() {
    List<SingleFailures.Failure> failures = SingleFailures.of(plan);
    List<SingleFailures.Failure> felt =
        failures.stream().filter(failure -> !failure.withdrawn().isEmpty()).toList();
    lines.add("markets: " + names(plan.markets().stream().map(m -> m.id()).toList()));
    lines.add("single failures that withdraw quotes:" + (felt.isEmpty() ? " none" : ""));
    felt.forEach(failure -> lines.add("  " + what(failure) + " → " + names(failure.withdrawn())));
    if (felt.size() < failures.size()) {
      lines.add(
          "single failures that withdraw nothing: "
              + failures.stream()
                  .filter(failure -> failure.withdrawn().isEmpty())
                  .map(failure -> failure.kind() + " " + failure.name())
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String what(SingleFailures.Failure failure) {
    String nodes = failure.kind().equals("node") ? "" : " (" + count(failure.nodes(), "node") + ")";
    return failure.kind() + " " + failure.name() + nodes;
  }

  private static String names(List<MarketId> markets) {
    return markets.stream().map(MarketId::value).collect(Collectors.joining(", "));
  }
}
