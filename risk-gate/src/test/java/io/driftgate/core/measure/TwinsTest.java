package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Blocks of one hash, of which one can be at most (semantics §4; definitions, CORRUPT). */
class TwinsTest {
  private static final int WATCHED = 16;

  private final Block one = twin(1);
  private final Block other = twin(2);
  private final List<Block> sides = new ArrayList<>(List.of(one, other));
  private final Twins twins = new Twins(ofWeight(5));

  private static Block twin(long stateRoot) {
    Hash root = new Hash(0, 0, 0, stateRoot);
    Block side = new Block(new Head(100, new Hash(1, 1, 1, 1), Hash.ZERO, root, 0), 1);
    side.addTwin();
    return side;
  }

  /** So much weight shows a block itself, and stays on it. */
  private static void show(Block block, long weight) {
    block.addVote(weight);
    block.addShownWeight(weight);
  }

  private static Quorum ofWeight(int weight) {
    QuorumPlan plan = new QuorumPlan(new Ratio(2, 3), 1, 1, 1);
    ChainId eth = new ChainId("eth");
    NodePlan voter = new NodePlan(new NodeId("n"), eth, "", "", "", weight, 1_000, 0);
    ChainPlan chain = new ChainPlan(eth, 1_000, plan, 0, 0, false);
    return new Quorum(plan, Trackers.of(chain, List.of(voter)).nodes());
  }

  @Test
  void shouldDecideOnceTheRestCouldNotTurnIt() {
    twins.appeared(sides);
    assertThat(twins.unjudged()).isTrue();
    show(one, 3);
    assertThat(twins.judge(List.of(one))).as("3 of 5, two may come").isTrue();
    assertThat(twins.unjudged()).isFalse();
    assertThat(twins.condemn(other)).isTrue();
    assertThat(twins.condemn(Blocks.child(other, 101, 3))).isTrue();
    assertThat(twins.condemn(one)).isFalse();
    assertThat(twins.condemn(null)).isFalse();
    assertThat(twins.judge(List.of(one))).as("no news").isFalse();
  }

  @Test
  void shouldDecideNothingByWhoOnlyStandsOnItOrByWhatAQuorumCanSpare() {
    twins.appeared(sides);
    one.addVote(5);
    assertThat(twins.judge(List.of(one))).as("nobody showed it").isFalse();
    one.addShownWeight(1);
    assertThat(twins.judge(List.of(one))).as("1 of 5 can be spared").isFalse();
    one.addShownWeight(1);
    assertThat(twins.judge(List.of(one))).as("2 of 5 cannot").isTrue();
    assertThat(twins.condemn(other)).isTrue();
  }

  @Test
  void shouldDecideNothingWhileTheRestCouldMakeItEven() {
    twins.appeared(sides);
    one.addVote(2);
    assertThat(twins.judge(List.of(one))).isFalse();
    other.addVote(1);
    assertThat(twins.judge(List.of(one, other))).as("2 to 1, two to come").isFalse();
    assertThat(twins.condemn(one) || twins.condemn(other)).isFalse();
  }

  @Test
  void shouldClearTheSideThatTurnsOutToBeHeavier() {
    twins.appeared(sides);
    show(one, 3);
    twins.judge(List.of(one));
    one.removeVote(3);
    show(other, 3);
    assertThat(twins.judge(List.of(other))).isTrue();
    assertThat(twins.condemn(one)).isTrue();
    assertThat(twins.condemn(other)).isFalse();
  }

  @Test
  void shouldLetGoOfWhatLiesFarBelowTheReferenceOrIsNoTwinAnyMore() {
    twins.appeared(sides);
    twins.appeared(List.of(Blocks.child(null, 90, 3), Blocks.child(null, 101, 4)));
    List<Block> alone = new ArrayList<>(List.of(Blocks.child(null, 900, 5)));
    alone.get(0).outweigh(true);
    one.outweigh(true);
    twins.appeared(alone);
    assertThat(twins.condemn(alone.get(0))).isTrue();
    twins.forgetBelow(356);
    assertThat(twins.condemn(alone.get(0))).isFalse();
    assertThat(twins.condemn(one)).as("256 below").isTrue();
    twins.forgetBelow(357);
    assertThat(twins.condemn(one)).as("257 below").isFalse();
    assertThat(twins.any()).as("one of 101 is 256 below").isTrue();
    twins.forgetBelow(358);
    assertThat(twins.any()).isFalse();
  }

  @Test
  void shouldWatchTheNewestSixteenHashes() {
    List<List<Block>> groups =
        IntStream.range(0, WATCHED + 1)
            .mapToObj(i -> List.of(Blocks.child(null, 100, i), Blocks.child(null, 100, 50 + i)))
            .toList();
    groups.forEach(group -> group.get(0).outweigh(true));
    groups.subList(0, WATCHED).forEach(twins::appeared);
    assertThat(twins.condemn(groups.get(0).get(0))).isTrue();
    twins.appeared(groups.get(0));
    assertThat(twins.condemn(groups.get(1).get(0))).as("sixteen still").isTrue();
    twins.appeared(groups.get(WATCHED));
    assertThat(twins.condemn(groups.get(1).get(0))).as("the oldest").isFalse();
    assertThat(twins.condemn(groups.get(2).get(0))).isTrue();
    assertThat(twins.condemn(groups.get(0).get(0))).as("it has one more block").isTrue();
  }
}
