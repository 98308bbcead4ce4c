package io.driftgate.core.plan;

import java.util.Optional;
import java.util.stream.Stream;

/** What a bound must keep on the leg that its policy is applied to (semantics §5, §6). */
record BoundRules(PlanScopes scopes) {

  /** What is wrong with a bound, and what would be right; none if it fits. */
  Optional<String> broken(MarketPlan.Leg leg, BoundPlan bound, ChainPlan chain) {
    Scope scope = PlanRules.effectiveScope(bound, leg.target(), chain);
    return broken(leg.policy(), bound, scope, chain)
        .map(wrong -> leg.policy().id() + "/" + bound.name() + wrong);
  }

  private Optional<String> broken(
      PolicyPlan policy, BoundPlan bound, Scope scope, ChainPlan chain) {
    if (!bound.metric().scopes().contains(scope.over())) {
      return Optional.of(
          " has no value over "
              + scope
              + ": give the bound a scope, e.g. scope: \""
              + (bound.metric().scopes().contains(Metric.Over.CLUSTER) ? "cluster" : "node")
              + ":…\"");
    }
    if (!scopes.existsOn(chain, scope)) {
      return Optional.of(
          " names "
              + scope
              + ", which does not exist on its leg's chain "
              + chain.id()
              + ": mend the name, or add a leg there");
    }
    return unmeasurable(bound, scope, chain)
        .or(() -> neverClear(bound, policy.recovery(), chain))
        .or(() -> tooFewBlocks(bound, chain));
  }

  private Optional<String> unmeasurable(BoundPlan bound, Scope scope, ChainPlan chain) {
    long errorBar =
        scopes.members(chain, scope).stream().mapToLong(NodePlan::errorBarNanos).max().orElse(0);
    return tightestNanos(bound)
        .filter(tight -> bound.metric() == Metric.BEHIND && tight < errorBar)
        .map(
            tight ->
                " is "
                    + ms(tight)
                    + ", tighter than poll interval + timeout ("
                    + ms(errorBar)
                    + ") of a node in "
                    + scope
                    + ": poll faster, give it a ws address, or loosen the bound");
  }

  private static Optional<String> neverClear(
      BoundPlan bound, RecoveryPlan recovery, ChainPlan chain) {
    long blockTime = chain.blockTimeNanos();
    return tightestNanos(bound)
        .filter(tight -> growsWithEachBlock(bound.metric()))
        .map(tight -> recovery.clear().of(tight))
        .filter(clear -> clear - blockTime < blockTime - blockTime / 2)
        .map(
            clear ->
                " clears at "
                    + ms(clear)
                    + ", under 1.5 block times ("
                    + ms(Ratio.parse("1.5").of(blockTime))
                    + "): it could never relax; loosen it or raise recovery.clear");
  }

  private static boolean growsWithEachBlock(Metric metric) {
    return metric == Metric.HEAD_STALENESS || metric == Metric.HEAD_AGE;
  }

  /** Round trips come with polls, of which a plan knows nothing. */
  private static Optional<String> tooFewBlocks(BoundPlan bound, ChainPlan chain) {
    long blocks = bound.windowNanos() / chain.blockTimeNanos();
    return blocks < 2L * bound.minSamples() && bound.metric().isDrift()
        ? Optional.of(
            " normally sees "
                + blocks
                + " blocks in its window, fewer than twice its minSamples ("
                + bound.minSamples()
                + "): lengthen the window or lower minSamples")
        : Optional.empty();
  }

  private static Optional<Long> tightestNanos(BoundPlan bound) {
    return Stream.of(bound.widen(), bound.withdraw(), bound.pauseLiquidations())
        .flatMap(Optional::stream)
        .min(Ratio::compareTo)
        .map(tightest -> tightest.num() / tightest.den());
  }

  private static String ms(long nanos) {
    return nanos / Unit.MS.inside() + "ms";
  }
}
