package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What floods of lies can make a chain hold, and what they cannot push out. */
class BlockTreeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int NODES = 4;
  private static final int LIAR = 3;
  private static final int BOUND = (NODES + 1) * (BlockTree.DEPTH + 1);

  private ChainTracker chain;
  private long nowNanos;

  @BeforeEach
  void startWithThreeHonestNodesAndALiar() {
    ChainPlan plan =
        new ChainPlan(
            new ChainId("eth"),
            SECOND,
            new QuorumPlan(new Ratio(2, 3), 2, 1, 1),
            SECOND,
            SECOND / 2,
            false);
    List<NodePlan> nodes =
        IntStream.range(0, NODES)
            .mapToObj(
                i ->
                    new NodePlan(
                        new NodeId("n" + i), plan.id(), "", "", "", 1, 1_000_000 * SECOND, 0))
            .toList();
    chain = Trackers.of(plan, nodes);
    for (long height = 100; height < 105; height++) {
      everybody(height);
    }
  }

  private void everybody(long height) {
    for (int node = 0; node < LIAR; node++) {
      show(node, height);
    }
  }

  private void show(int node, long height) {
    show(
        node,
        new Head(height, new Hash(height, 0, 0, 0), new Hash(height - 1, 0, 0, 0), Hash.ZERO, 0));
  }

  private void show(int node, Head head) {
    nowNanos += 1_000;
    NodeTracker tracker = chain.nodes().get(node);
    chain.onHead(tracker, HeadObserved.pushed(tracker.plan().id(), new Stamp(nowNanos, 0), head));
    chain.settle(new Stamp(nowNanos, 0));
    chain.endStep();
  }

  private static Head lie(long height, long number, Hash parent) {
    return new Head(height, new Hash(number, 9, 9, 9), parent, Hash.ZERO, 0);
  }

  @Test
  void shouldStayBoundedWhenALiarShowsEverHigherHeadsAndTheReferenceStands() {
    for (int i = 0; i < 10_000; i++) {
      show(LIAR, lie(105 + i, i, new Hash(i - 1, 9, 9, 9)));
    }
    assertThat(chain.tree().size()).isLessThan(BOUND);
    everybody(105);
    assertThat(chain.history().current().height()).isEqualTo(105);
  }

  @Test
  void shouldStayBoundedWhenALiarShowsManyBlocksAtOneHeight() {
    for (int i = 0; i < 10_000; i++) {
      show(LIAR, lie(105, i, new Hash(104, 0, 0, 0)));
    }
    assertThat(chain.tree().size()).isLessThan(BOUND);
    everybody(105);
    assertThat(chain.history().current().hash()).isEqualTo(new Hash(105, 0, 0, 0));
  }

  @Test
  void shouldStayBoundedWhenALiarShowsUnlinkedHeadsAtAllHeights() {
    for (int i = 0; i < 10_000; i++) {
      show(LIAR, lie(i * 900_000_000_000_000L, i, new Hash(i, 8, 8, 8)));
    }
    assertThat(chain.tree().size()).isLessThan(BOUND);
  }

  @Test
  void shouldStayBoundedWhenTheLiarIsKnownToBeCorrupt() {
    NodeTracker liar = chain.nodes().get(LIAR);
    for (int i = 0; i < 10_000; i++) {
      Stamp now = new Stamp(nowNanos, 0);
      liar.onFailure(
          new ProbeFailed(liar.plan().id(), Transport.PUSH, FailureKind.INVALID_HEADER, now, ""));
      show(LIAR, lie(50_000 - i, i, new Hash(i + 1, 9, 9, 9)));
    }
    assertThat(chain.tree().size()).isLessThan(BOUND);
  }

  @Test
  void shouldNotLetAFloodAtItsHeightCutAnHonestBlockFromItsChildren() {
    show(0, 105);
    show(0, 106);
    for (int i = 0; i < 5_000; i++) {
      show(LIAR, lie(105, i, new Hash(104, 0, 0, 0)));
    }
    show(1, 105);
    show(2, 105);
    assertThat(chain.history().current().height()).isEqualTo(105);
  }

  @Test
  void shouldHoldNoMoreThanItsDepthOfAnHonestChain() {
    for (long height = 105; height < 5_000; height++) {
      everybody(height);
    }
    assertThat(chain.tree().size()).isLessThan(BlockTree.DEPTH + 10);
    assertThat(chain.history().rises()).isEqualTo(4_900);
  }
}
