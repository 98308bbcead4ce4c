package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Reference, highest corroborated block and SPLIT for every way to stand on one small tree, against
 * the definitions read set by set.
 *
 * <p>The tree: 99 ← 100 ← 101, and 102 twice above that. 101' stands on 100, too, as 103' does,
 * which skips heights; 100' stands on 99; two blocks, at 101 and at 103, have no known parent.
 */
class SmallTreesTest {
  private static final Hash UNKNOWN = Blocks.hash(-9);
  private static final List<Head> TREE =
      List.of(
          block(99, 0, UNKNOWN),
          block(101, 1, Blocks.hash(7)),
          block(102, 2, Blocks.hash(1)),
          block(101, 3, Blocks.hash(7)),
          block(103, 4, Blocks.hash(7)),
          block(101, 5, UNKNOWN),
          block(103, 6, UNKNOWN),
          block(100, 7, Blocks.hash(0)),
          block(100, 8, Blocks.hash(0)),
          block(102, 9, Blocks.hash(1)));

  private static final List<Integer> STOOD_ON = List.of(7, 2, 4, 6);
  private static final List<Integer> REPORTED = List.of(0, 1, 3, 5);

  private final List<NodePlan> nodes = new ArrayList<>();
  private final Map<NodeTracker, Set<BlockRef>> reports = new HashMap<>();
  private ChainTracker chain;
  private long nowNanos;
  private int judged;
  private int torn;

  private static Head block(long height, long number, Hash parent) {
    return new Head(height, Blocks.hash(number), parent, Hash.ZERO, 0);
  }

  private void voter(int weight, String family) {
    NodeId id = new NodeId("v" + nodes.size());
    nodes.add(new NodePlan(id, new ChainId("eth"), "", "", family, weight, 1_000_000, 0));
  }

  /** A chain on which the whole tree is known: a watcher stays on each block. */
  private void start(QuorumPlan quorum) {
    List<NodePlan> all = new ArrayList<>(nodes);
    for (int i = 0; i < TREE.size(); i++) {
      NodeId id = new NodeId("w" + i);
      all.add(new NodePlan(id, new ChainId("eth"), "", "", "", 0, 1_000_000, 0));
    }
    chain = Trackers.of(new ChainPlan(new ChainId("eth"), 1_000, quorum, 50, 1_000, false), all);
    reports.clear();
    nowNanos = 0;
    for (int i = 0; i < TREE.size(); i++) {
      tell(nodes.size() + i, TREE.get(i), Finality.NOT_ASKED);
    }
  }

  private void tell(int node, Head head, Finality finality) {
    nowNanos++;
    NodeTracker teller = chain.nodes().get(node);
    Stamp at = new Stamp(nowNanos, 0);
    chain.onHead(teller, HeadObserved.polled(teller.plan().id(), nowNanos, at, head, finality));
    chain.settle(at);
    chain.endStep();
  }

  /** Calls for every choice of a place for each voter; once for all that differ in order alone. */
  private static void everyWay(int places, int[] chosen, int voter, boolean alike, Runnable then) {
    if (voter == chosen.length) {
      then.run();
      return;
    }
    for (int place = alike && voter > 0 ? chosen[voter - 1] : 0; place < places; place++) {
      chosen[voter] = place;
      everyWay(places, chosen, voter + 1, alike, then);
    }
  }

  /** Each voter on each block, or silent. */
  private void standEverywhere(QuorumPlan quorum, boolean alike) {
    int[] chosen = new int[nodes.size()];
    everyWay(TREE.size() + 1, chosen, 0, alike, () -> stand(quorum, chosen));
  }

  private void stand(QuorumPlan quorum, int[] chosen) {
    start(quorum);
    for (int voter = 0; voter < chosen.length; voter++) {
      if (chosen[voter] < TREE.size()) {
        tell(voter, TREE.get(chosen[voter]), Finality.NOT_ASKED);
      }
    }
    check(Arrays.toString(chosen));
  }

  /** Each voter on some block, and another, or none, reported as finalized. */
  private void reportEverywhere(QuorumPlan quorum) {
    int[] chosen = new int[nodes.size()];
    int places = STOOD_ON.size() * (REPORTED.size() + 1);
    everyWay(places, chosen, 0, true, () -> report(quorum, chosen));
  }

  private void report(QuorumPlan quorum, int[] chosen) {
    start(quorum);
    for (int voter = 0; voter < chosen.length; voter++) {
      Head head = TREE.get(STOOD_ON.get(chosen[voter] % STOOD_ON.size()));
      int reported = chosen[voter] / STOOD_ON.size();
      report(voter, head, reported < REPORTED.size() ? REPORTED.get(reported) : -1);
    }
    String way = Arrays.toString(chosen);
    check(way);
    report(0, TREE.get(2), -1);
    check(way + ", one moved");
    report(chosen.length - 1, TREE.get(4), 5);
    check(way + ", another moved and reported");
  }

  private void report(int voter, Head head, int reported) {
    Finality finality = Finality.NOT_ASKED;
    if (reported >= 0) {
      Head block = TREE.get(reported);
      BlockRef ref = new BlockRef(block.height(), block.hash());
      finality = Finality.of(ref, ref);
      reports.computeIfAbsent(chain.nodes().get(voter), node -> new HashSet<>()).add(ref);
    }
    tell(voter, head, finality);
  }

  private void check(String way) {
    Collection<Block> known =
        TREE.stream()
            .flatMap(head -> chain.tree().blocks(head.hash()).stream())
            .collect(Collectors.toSet());
    assertThat(known).hasSameSizeAs(TREE);
    SlowJudgement slow = new SlowJudgement(chain, known, reports);
    boolean isTorn = slow.isTorn();
    Map<Block, Set<NodeTracker>> vouched = slow.vouched();
    assertThat(chain.readout().isTorn()).as(way).isEqualTo(isTorn);
    assertThat(chain.history().current()).as(way).isSameAs(highest(vouched, slow::quorum));
    if (slow.voters().stream().filter(NodeTracker::alive).count() > 2) {
      assertThat(chain.leading().tip())
          .as(way)
          .isSameAs(highest(vouched, voters -> voters.size() > 1));
    }
    judged++;
    torn += isTorn ? 1 : 0;
  }

  /** Of equals in height: more weight, then the lower hash; null for none. */
  private static Block highest(
      Map<Block, Set<NodeTracker>> vouched, Predicate<Set<NodeTracker>> enough) {
    return vouched.keySet().stream()
        .filter(block -> enough.test(vouched.get(block)))
        .max(
            Comparator.comparingLong(Block::height)
                .thenComparingLong(block -> weight(vouched.get(block)))
                .thenComparing(Block::hash, Comparator.reverseOrder()))
        .orElse(null);
  }

  private static long weight(Set<NodeTracker> voters) {
    return voters.stream().mapToLong(voter -> voter.plan().weight()).sum();
  }

  private void checkCounts(int ways, int tornAtLeast) {
    assertThat(judged).isEqualTo(ways);
    assertThat(torn).isBetween(tornAtLeast, ways - tornAtLeast);
  }

  @Test
  void shouldJudgeFourEqualVotersWhereverTheyStand() {
    for (int i = 0; i < 4; i++) {
      voter(1, "");
    }
    standEverywhere(new QuorumPlan(new Ratio(51, 100), 2, 1, 1), true);
    checkCounts(1_001, 30);
  }

  @Test
  void shouldWeighVotersWhereverTheyStand() {
    voter(4, "");
    voter(3, "");
    voter(2, "");
    standEverywhere(new QuorumPlan(new Ratio(5, 9), 1, 1, 1), false);
    checkCounts(1_331, 10);
  }

  @Test
  void shouldCountVotersWhereverTheyStand() {
    voter(9, "");
    voter(1, "");
    voter(1, "");
    standEverywhere(new QuorumPlan(new Ratio(51, 100), 3, 1, 1), false);
    checkCounts(1_331, 10);
  }

  @Test
  void shouldSeeATearAboveTheReferenceWithTheHelpOfThoseBelowIt() {
    for (int i = 0; i < 5; i++) {
      voter(1, "");
    }
    stand(new QuorumPlan(new Ratio(51, 100), 2, 1, 1), new int[] {2, 9, 1, 8, 8});
    assertThat(torn).isEqualTo(1);
  }

  @Test
  void shouldAskForFamiliesWhereverTheirVotersStand() {
    voter(1, "geth");
    voter(2, "geth");
    voter(1, "reth");
    standEverywhere(new QuorumPlan(new Ratio(2, 3), 2, 2, 1), false);
    checkCounts(1_331, 10);
  }

  @Test
  void shouldJudgeWhatVotersReportWhereverTheyStand() {
    for (int i = 0; i < 3; i++) {
      voter(1, "");
    }
    reportEverywhere(new QuorumPlan(new Ratio(2, 3), 2, 1, 1));
    checkCounts(3 * 1_540, 30);
  }

  @Test
  void shouldTakeTheHeavierOfTwoQuorumsAtOneHeight() {
    voter(4, "");
    voter(3, "");
    voter(2, "");
    assertThat(referenceOf(1, 3).hash()).isEqualTo(Blocks.hash(1));
    assertThat(referenceOf(3, 1).hash()).isEqualTo(Blocks.hash(3));
  }

  /** The heaviest voter has reported two blocks; each of the others stands on one of them. */
  private Block referenceOf(int heavier, int lighter) {
    start(new QuorumPlan(new Ratio(51, 100), 2, 1, 1));
    report(0, TREE.get(7), 1);
    report(0, TREE.get(7), 3);
    report(1, TREE.get(heavier), -1);
    report(2, TREE.get(lighter), -1);
    check("heavier " + heavier);
    return chain.history().current();
  }
}
