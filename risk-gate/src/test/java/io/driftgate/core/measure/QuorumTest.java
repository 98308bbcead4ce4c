package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quorum rule over sets of voters (semantics §3; definitions, SPLIT). */
class QuorumTest {
  private final List<NodePlan> plans = new ArrayList<>();
  private List<NodeTracker> voters;

  private QuorumTest voter(int weight, String family, String operator) {
    NodeId id = new NodeId("n" + plans.size());
    plans.add(new NodePlan(id, new ChainId("eth"), "", operator, family, weight, 1_000, 0));
    return this;
  }

  private Quorum rule(int num, int den, int minNodes, int families, int operators) {
    QuorumPlan plan = new QuorumPlan(new Ratio(num, den), minNodes, families, operators);
    voters =
        Trackers.of(new ChainPlan(new ChainId("eth"), 1_000, plan, 0, 0, false), plans).nodes();
    return new Quorum(plan, voters);
  }

  private NodeSet set(int... members) {
    NodeSet set = new NodeSet(plans.size());
    for (int member : members) {
      set.add(voters.get(member).index());
    }
    return set;
  }

  private Tally tally(int... members) {
    Tally tally = new Tally(plans.size());
    for (int member : members) {
      tally.set(voters.get(member), true);
    }
    return tally;
  }

  private void check(Quorum quorum, boolean reached, int... members) {
    assertThat(quorum.reachedBy(set(members))).isEqualTo(reached);
    assertThat(quorum.reachedBy(tally(members))).isEqualTo(reached);
  }

  @Test
  void shouldTakeWeightAndNumber() {
    Quorum quorum = voter(4, "", "").voter(1, "", "").voter(1, "", "").rule(2, 3, 2, 1, 1);
    assertThat(quorum.configuredWeight()).isEqualTo(6);
    assertThat(quorum.weightOf(set(0, 2))).isEqualTo(5);
    check(quorum, false, 0);
    check(quorum, true, 0, 1);
    check(quorum, false, 1, 2);
    assertThat(quorum.asksForNames()).isFalse();
  }

  @Test
  void shouldTakeDistinctFamiliesAndNobodysForNone() {
    Quorum quorum =
        voter(1, "geth", "")
            .voter(1, "geth", "")
            .voter(1, "", "")
            .voter(1, "reth", "")
            .rule(51, 100, 2, 2, 1);
    assertThat(quorum.asksForNames()).isTrue();
    check(quorum, false, 0, 1, 2);
    check(quorum, true, 0, 1, 3);
    assertThat(quorum.namesReachedBy(set(0, 3))).isTrue();
    assertThat(quorum.namesReachedBy(set(0, 1))).isFalse();
  }

  @Test
  void shouldTakeDistinctOperatorsAndNobodysForNone() {
    Quorum quorum =
        voter(1, "", "us")
            .voter(1, "", "us")
            .voter(1, "", "")
            .voter(1, "", "them")
            .rule(51, 100, 2, 1, 2);
    assertThat(quorum.asksForNames()).isTrue();
    check(quorum, false, 0, 1, 2);
    check(quorum, true, 0, 1, 3);
    assertThat(quorum.namesReachedBy(set(0, 3))).isTrue();
    assertThat(quorum.namesReachedBy(set(1, 2))).isFalse();
  }

  @Test
  void shouldBeDeniedByMoreThanItCanSpare() {
    Quorum quorum = voter(1, "", "").voter(1, "", "").voter(1, "", "").rule(2, 3, 2, 1, 1);
    assertThat(quorum.isDeniedBy(1)).isFalse();
    assertThat(quorum.isDeniedBy(2)).isTrue();
  }

  @Test
  void shouldSpareAVoterWhileEnoughAreLeftAndAWatcherAlways() {
    Quorum three = voter(1, "", "").voter(1, "", "").voter(1, "", "").rule(2, 3, 2, 1, 1);
    assertThat(three.canSpare(voters.get(0))).isTrue();
    three.define(new QuorumPlan(new Ratio(2, 3), 3, 1, 1), voters);
    assertThat(three.canSpare(voters.get(0))).isFalse();
    voter(0, "", "");
    Quorum watched = rule(2, 3, 3, 1, 1);
    watched.define(new QuorumPlan(new Ratio(2, 3), 3, 1, 1), voters.subList(0, 3));
    assertThat(watched.canSpare(voters.get(3))).isTrue();
  }

  @Test
  void shouldCountWhoIsLeftForWhatCouldStillBeReached() {
    Quorum quorum =
        voter(2, "geth", "us")
            .voter(1, "geth", "us")
            .voter(1, "", "them")
            .voter(1, "", "")
            .rule(3, 5, 2, 2, 2);
    assertThat(quorum.withinReachWithout(set())).isTrue();
    assertThat(quorum.withinReachWithout(set(0))).as("3 of 5").isTrue();
    assertThat(quorum.withinReachWithout(set(0, 1))).as("2 of 5").isFalse();
    assertThat(quorum.withinReachWithout(set(2, 3))).as("one family").isFalse();
    assertThat(quorum.withinReachWithout(set(2))).as("an unknown one may be another").isTrue();
  }

  @Test
  void shouldCountTwoOfUnknownFamilyForTwoThatMayCome() {
    Quorum quorum = voter(1, "", "").voter(1, "", "").voter(1, "geth", "").rule(51, 100, 2, 2, 1);
    assertThat(quorum.withinReachWithout(set(2))).isTrue();
    quorum = rule(51, 100, 2, 3, 1);
    assertThat(quorum.withinReachWithout(set(2))).isFalse();
    assertThat(quorum.withinReachWithout(set())).isTrue();
  }

  @Test
  void shouldAskForTheNumberOfNodesOfWhatCouldStillBeReached() {
    Quorum quorum = voter(5, "", "").voter(1, "", "").voter(1, "", "").rule(2, 3, 2, 1, 1);
    assertThat(quorum.withinReachWithout(set(1))).isTrue();
    assertThat(quorum.withinReachWithout(set(1, 2))).isFalse();
  }

  @Test
  void shouldGiveTheVotersOfWhomSomethingIsTrue() {
    Quorum quorum = voter(1, "a", "").voter(1, "b", "").voter(1, "a", "").rule(2, 3, 2, 1, 1);
    assertThat(quorum.votersWho(voter -> voter.family().equals("a")).sameAs(set(0, 2))).isTrue();
  }

  @Test
  void shouldCountObserversAsTheyComeAndGo() {
    Quorum quorum = voter(1, "", "").voter(1, "", "").rule(2, 3, 2, 1, 1);
    assertThat(quorum.observers()).isZero();
    quorum.observed(true);
    quorum.observed(true);
    assertThat(quorum.observers()).isEqualTo(2);
    quorum.observed(false);
    assertThat(quorum.observers()).isEqualTo(1);
  }

  @Test
  void shouldTallyEachVoterOnce() {
    voter(3, "", "").voter(4, "", "").rule(2, 3, 2, 1, 1);
    Tally tally = new Tally(2);
    assertThat(tally.set(voters.get(0), true)).isTrue();
    assertThat(tally.set(voters.get(0), true)).isFalse();
    assertThat(tally.set(voters.get(1), false)).isFalse();
    assertThat(tally.set(voters.get(1), true)).isTrue();
    assertThat(tally.weight()).isEqualTo(7);
    assertThat(tally.voters()).isEqualTo(2);
    assertThat(tally.set(voters.get(0), false)).isTrue();
    assertThat(tally.weight()).isEqualTo(4);
    assertThat(tally.voters()).isEqualTo(1);
    assertThat(tally.contains(voters.get(0))).isFalse();
    assertThat(tally.contains(voters.get(1))).isTrue();
    tally.clear();
    assertThat(tally.weight()).isZero();
    assertThat(tally.voters()).isZero();
    assertThat(tally.members().isEmpty()).isTrue();
  }
}
