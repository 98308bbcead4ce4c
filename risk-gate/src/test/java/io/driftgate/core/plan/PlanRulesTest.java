package io.driftgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.PlanRules.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule across a plan's parts, with the path of the part at fault. */
class PlanRulesTest {
  private static final long MS = 1_000_000;

  private final List<ChainPlan> chains = new ArrayList<>();
  private final List<NodePlan> nodes = new ArrayList<>();
  private final List<MarketPlan> markets = new ArrayList<>();
  private final List<ShadowPlan> shadows = new ArrayList<>();

  private PlanRulesTest chain(String id, QuorumPlan quorum) {
    chains.add(new ChainPlan(new ChainId(id), 12_000 * MS, quorum, 12_000 * MS, 3_000 * MS, false));
    return this;
  }

  private PlanRulesTest chain(String id) {
    return chain(id, new QuorumPlan(new Ratio(2, 3), 2, 1, 1));
  }

  private PlanRulesTest node(String id, String chain, String cluster, int weight, long errorBarMs) {
    nodes.add(
        new NodePlan(
            new NodeId(id),
            new ChainId(chain),
            cluster,
            "self",
            "geth",
            weight,
            2_000 * MS,
            errorBarMs * MS));
    return this;
  }

  private static BoundPlan bound(Metric metric, String scope, long withdrawMs) {
    return new BoundPlan(
        metric,
        Optional.ofNullable(scope).map(Scope::parse),
        Optional.empty(),
        Optional.of(new Ratio(withdrawMs * metric.unit().inside(), 1)),
        Optional.empty());
  }

  private static MarketPlan.Leg leg(String target, BoundPlan... bounds) {
    return new MarketPlan.Leg(
        Scope.parse(target),
        new PolicyPlan("p", List.of(bounds), RecoveryPlan.DEFAULT, 30_000 * MS, false));
  }

  private PlanRulesTest market(String id, MarketPlan.Leg... legs) {
    markets.add(new MarketPlan(new MarketId(id), List.of(legs)));
    return this;
  }

  private PlanRulesTest twoNodes() {
    return chain("eth").node("a", "eth", "london", 1, 500).node("b", "eth", "london", 1, 500);
  }

  private List<Violation> violations() {
    return PlanRules.check(new FleetPlan(chains, nodes, markets, shadows));
  }

  private void assertOnly(String path, String... words) {
    assertThat(violations()).extracting(Violation::path).containsExactly(path);
    assertThat(violations().get(0).message()).contains(words);
  }

  private static BoundPlan staleness() {
    return bound(Metric.HEAD_STALENESS, null, 40_000);
  }

  @Test
  void shouldAcceptAPlanWhosePartsFit() {
    twoNodes().market("M", leg("chain:eth", staleness()), leg("node:a", staleness()));
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldRefuseNamesThatAreTaken() {
    twoNodes().node("a", "eth", "", 1, 0);
    assertOnly("nodes[2].id", "'a'", "taken");
  }

  @Test
  void shouldRefuseANodeOfAnUnknownChain() {
    twoNodes().node("c", "bsc", "", 1, 0);
    assertOnly("nodes[2].chain", "bsc", "known: eth");
  }

  @Test
  void shouldRefuseAClusterOfTwoChains() {
    twoNodes().chain("bsc").node("c", "bsc", "tokyo", 1, 0).node("d", "bsc", "london", 1, 0);
    assertOnly("nodes[3].cluster", "london", "eth");
  }

  @Test
  void shouldRefuseAChainWithoutVoters() {
    chain("eth").node("a", "eth", "", 0, 0);
    assertOnly("chains[0]", "weight above 0");
  }

  @Test
  void shouldRefuseAQuorumThatCanNeverBeReached() {
    chain("eth", new QuorumPlan(new Ratio(2, 3), 3, 2, 2));
    node("a", "eth", "", 1, 0).node("b", "eth", "", 1, 0).node("c", "eth", "", 0, 0);
    assertThat(violations())
        .extracting(Violation::path)
        .containsExactly(
            "chains[0].quorum.minNodes", "chains[0].quorum.families", "chains[0].quorum.operators");
  }

  @Test
  void shouldRefuseAQuorumOfMoreOperatorsThanAreNamed() {
    chain("eth", new QuorumPlan(new Ratio(2, 3), 2, 1, 2));
    node("a", "eth", "", 1, 0).node("b", "eth", "", 1, 0);
    assertThat(violations())
        .extracting(Violation::path)
        .containsExactly("chains[0].quorum.operators");
  }

  @Test
  void shouldRefuseALegOnNothing() {
    twoNodes().market("M", leg("chain:eth", staleness()), leg("cluster:paris", staleness()));
    assertOnly("markets[0].legs[1]", "cluster:paris");
  }

  @Test
  void shouldRefuseABoundWithoutAValueOverItsLeg() {
    twoNodes().market("M", leg("chain:eth", staleness(), bound(Metric.BEHIND, null, 9_000)));
    assertOnly("markets[0].legs[0]", "p/behind", "scope");
  }

  @Test
  void shouldRefuseABoundOverSomethingThatDoesNotExist() {
    twoNodes().market("M", leg("chain:eth", staleness(), bound(Metric.BEHIND, "node:z", 9_000)));
    assertOnly("markets[0].legs[0]", "node:z");
  }

  @Test
  void shouldRefuseABoundOnBehindTighterThanAPollCycle() {
    twoNodes().node("c", "eth", "london", 1, 2_500);
    market("M", leg("chain:eth", staleness(), bound(Metric.BEHIND, "cluster:london", 2_499)));
    assertOnly("markets[0].legs[0]", "2499ms", "2500ms");
  }

  @Test
  void shouldAcceptABoundOnBehindAsTightAsAPollCycle() {
    twoNodes();
    market("M", leg("chain:eth", staleness(), bound(Metric.BEHIND, "cluster:london", 500)));
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldRefuseAStalenessBoundThatCouldNeverRelax() {
    twoNodes().market("M", leg("chain:eth", bound(Metric.HEAD_STALENESS, null, 22_499)));
    assertOnly("markets[0].legs[0]", "17999ms", "18000ms");
  }

  @Test
  void shouldRefuseAnAgeBoundThatCouldNeverRelax() {
    twoNodes();
    market("M", leg("chain:eth", staleness(), bound(Metric.HEAD_AGE, null, 22_499)));
    assertOnly("markets[0].legs[0]", "p/head.age", "17999ms", "18000ms");
  }

  private static BoundPlan drift(String scope, long windowMs) {
    Optional<Ratio> second = Optional.of(new Ratio(1_000 * MS, 1));
    return new BoundPlan(
        Metric.DRIFT_P99,
        Optional.of(Scope.parse(scope)),
        Optional.empty(),
        second,
        Optional.empty(),
        windowMs * MS,
        20);
  }

  @Test
  void shouldRefuseAWindowThatNormallyHoldsTooFewBlocks() {
    twoNodes().market("M", leg("chain:eth", staleness(), drift("node:a", 479_990)));
    assertOnly("markets[0].legs[0]", "39 blocks", "minSamples (20)");
  }

  @Test
  void shouldAcceptAWindowThatNormallyHoldsTwiceTheSamples() {
    twoNodes().market("M", leg("chain:eth", staleness(), drift("node:a", 480_000)));
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldAcceptAFamilyOrOperatorOfTheLegsChainOnly() {
    twoNodes().chain("bsc").node("c", "bsc", "", 1, 0).node("d", "bsc", "", 1, 0);
    market("M", leg("chain:eth", staleness(), drift("family:geth", 900_000)));
    market("N", leg("chain:eth", staleness(), drift("operator:self", 900_000)));
    assertThat(violations()).isEmpty();
    market("O", leg("chain:eth", staleness(), drift("family:reth", 900_000)));
    assertOnly("markets[2].legs[0]", "family:reth", "leg's chain eth");
  }

  @Test
  void shouldAcceptAFamilyThatANodeMayTurnOutToHave() {
    twoNodes();
    nodes.add(
        new NodePlan(new NodeId("c"), new ChainId("eth"), "", "", "", 1, 2_000 * MS, 500 * MS));
    market("M", leg("chain:eth", staleness(), drift("family:reth", 900_000)));
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldAcceptAStalenessBoundThatClearsAtOneAndAHalfBlockTimes() {
    twoNodes().market("M", leg("chain:eth", bound(Metric.HEAD_STALENESS, null, 22_500)));
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldRefuseAMarketWithoutStalenessOnOneOfItsChains() {
    twoNodes().chain("bsc").node("c", "bsc", "", 1, 0).node("d", "bsc", "", 1, 0);
    BoundPlan observers = bound(Metric.OBSERVERS, null, 2);
    market("M", leg("chain:eth", staleness()), leg("chain:bsc", observers));
    assertOnly("markets[0]", "head.staleness", "bsc");
  }

  @Test
  void shouldNotTakeAnotherChainsStalenessForItsOwn() {
    twoNodes().chain("bsc").node("c", "bsc", "", 1, 0).node("d", "bsc", "", 1, 0);
    market("M", leg("chain:eth", bound(Metric.HEAD_STALENESS, "chain:bsc", 40_000)));
    assertThat(violations())
        .extracting(Violation::path)
        .containsExactly("markets[0].legs[0]", "markets[0]");
  }

  @Test
  void shouldRefuseABoundOnAnotherChainThanItsLegs() {
    twoNodes().chain("bsc").node("c", "bsc", "", 1, 0).node("d", "bsc", "", 1, 0);
    market("M", leg("chain:eth", staleness(), bound(Metric.BEHIND, "node:c", 9_000)));
    assertOnly("markets[0].legs[0]", "node:c", "add a leg there");
  }

  @Test
  void shouldTakeAFamilyForOneOfTheLegsChain() {
    twoNodes();
    market("M", leg("chain:eth", staleness(), bound(Metric.DRIFT_P99, "family:geth", 900)));
    market("N", leg("chain:eth", staleness(), bound(Metric.DRIFT_P99, "operator:none", 900)));
    assertOnly("markets[1].legs[0]", "operator:none", "does not exist");
  }

  private PlanRulesTest shadow(String market, String policy, BoundPlan... bounds) {
    PolicyPlan plan =
        new PolicyPlan(policy, List.of(bounds), RecoveryPlan.DEFAULT, 30_000 * MS, false);
    shadows.add(new ShadowPlan(new MarketId(market), plan));
    return this;
  }

  @Test
  void shouldAcceptAShadowWithWhatAMarketNeeds() {
    twoNodes().market("M", leg("chain:eth", staleness())).shadow("M", "s", staleness());
    assertThat(violations()).isEmpty();
  }

  @Test
  void shouldCheckShadowsAsMarkets() {
    twoNodes().market("M", leg("chain:eth", staleness()), leg("node:a", staleness()));
    shadow("N", "s", staleness());
    shadow("M", "t", bound(Metric.OBSERVERS, "chain:eth", 2));
    shadow("M", "u", staleness(), bound(Metric.BEHIND, "node:z", 9_000));
    shadow("M", "u", staleness());
    assertThat(violations())
        .extracting(Violation::path)
        .containsExactly("shadow[0]", "shadow[1]", "shadow[2]", "shadow[3]");
  }

  @Test
  void shouldFindEverythingThatIsWrongInOneRun() {
    twoNodes().chain("eth").node("c", "bsc", "", 1, 0);
    market("M", leg("chain:none", staleness())).market("M", leg("chain:eth", staleness()));
    assertThat(violations()).hasSize(4);
  }
}
