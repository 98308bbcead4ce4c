package io.driftgate.app.config;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric.Over;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code markets[i]}. */
final class MarketReader {
  private final Map<Over, Map<String, Scope>> targets;
  private final Map<String, PolicyPlan> policies;

  /**
   * Reads the markets of a fleet.
   *
   * @param targets its chains, clusters and nodes, by what the file calls them
   */
  MarketReader(Map<Over, Map<String, Scope>> targets, Map<String, PolicyPlan> policies) {
    this.targets = targets;
    this.policies = policies;
  }

  Optional<MarketPlan> read(Value value, int index) {
    Section market = value.section(Shape.MARKET);
    String id = market.must("id", "ETH-PERP", Value::name).orElse("unnamed-" + index);
    List<MarketPlan.Leg> legs = new ArrayList<>();
    market
        .must("legs", "[ { chain: ethereum, policy: majors } ]", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(item -> leg(item.section(Shape.LEG)).ifPresent(legs::add));
    return legs.isEmpty()
        ? Optional.empty()
        : market.make("", () -> new MarketPlan(new MarketId(id), legs));
  }

  private Optional<MarketPlan.Leg> leg(Section leg) {
    Optional<PolicyPlan> policy =
        leg.must("policy", "majors", v -> v.oneOf("policy", policies.keySet())).map(policies::get);
    Optional<Scope> target = target(leg);
    return target
        .or(() -> targets.get(Over.CHAIN).values().stream().findFirst())
        .map(scope -> new MarketPlan.Leg(scope, orLoosest(policy.filter(p -> target.isPresent()))));
  }

  /** A leg that is wrong in itself must not be found wanting a second time. */
  private static PolicyPlan orLoosest(Optional<PolicyPlan> policy) {
    return policy.orElseGet(PolicyReader::loosest);
  }

  private Optional<Scope> target(Section leg) {
    List<String> given = Stream.of("chain", "cluster", "node").filter(leg::has).toList();
    if (given.size() != 1) {
      leg.report("", "names " + given.size() + " targets; write one of chain, cluster, node");
      return Optional.empty();
    }
    String key = given.get(0);
    Over over = Scope.parse(key + ":any").over();
    Map<String, Scope> known = targets.get(over);
    return leg.read(key, v -> v.oneOf(key, known.keySet())).map(known::get);
  }
}
