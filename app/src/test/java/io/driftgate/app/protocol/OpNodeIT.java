package io.driftgate.app.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.opnode.OpNodeProtocol;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.simulator.opnode.OpNodeFace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulated rollup nodes on real sockets; no op-node ran here. */
final class OpNodeIT {
  private static final long BLOCK_MS = 500;
  private static final long INTERVAL_MS = 100;

  private final FaceWatch watch = new FaceWatch(BLOCK_MS, OpNodeFace::new);
  private final RecordedFacts facts = watch.facts;

  @BeforeEach
  void start() {
    String chainId = Long.toString(FaceWatch.CHAIN_ID);
    watch
        .watch("one", 0, new OpNodeProtocol(), chainId, INTERVAL_MS, false)
        .watch("two", 1, new OpNodeProtocol(), chainId, INTERVAL_MS, false)
        .watch("three", 2, new OpNodeProtocol(), chainId, INTERVAL_MS, false)
        .watch("stranger", 4, new OpNodeProtocol(), "10", INTERVAL_MS, false)
        .start();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldWatchARollupByItsConsensusNodes() {
    watch.until("ten blocks of all", () -> heights(3) >= 10);
    assertThat(facts.clients).extracting(ClientIdentified::family).containsOnly("op-node");
    assertThat(facts.headsOf("stranger")).isEmpty();
    assertThat(facts.failuresOf("stranger", Transport.POLL))
        .containsExactly(FailureKind.WRONG_CHAIN);
    for (String node : List.of("one", "two", "three")) {
      assertLinked(facts.headsOf(node));
    }
    assertThat(facts.pushes).isEmpty();

    watch.until("a dated origin", () -> facts.rollups.stream().anyMatch(r -> r.originLagMs() > 0));
    RollupObserved lag = newestLag("one");
    HeadObserved head = facts.newestOf("one").orElseThrow();
    assertThat(lag.originLagBlocks()).isBetween(4L, 5L);
    assertThat(lag.batchLagBlocks()).isBetween(8L, 16L);
    assertThat(head.head().height() - head.finality().safe().height()).isBetween(8L, 16L);

    watch.until(
        "the node that hangs",
        () -> facts.failuresOf("three", Transport.POLL).contains(FailureKind.TIMEOUT));
    long stands = facts.newestOf("two").orElseThrow().head().height();
    long trails = newestLag("two").originLagBlocks();
    watch.until("the frozen node's lag", () -> newestLag("two").originLagBlocks() > trails + 3);
    assertThat(facts.newestOf("two").orElseThrow().head().height()).isEqualTo(stands);
    assertThat(newestLag("two").originLagMs()).isGreaterThan(4_000);
    assertThat(facts.failuresOf("one", Transport.POLL)).isEmpty();
    assertThat(facts.failuresOf("two", Transport.POLL)).isEmpty();
  }

  private int heights(int nodes) {
    int least = Integer.MAX_VALUE;
    for (String node : List.of("one", "two", "three").subList(0, nodes)) {
      least = Math.min(least, facts.heightsOf(node).size());
    }
    return least;
  }

  private RollupObserved newestLag(String node) {
    List<RollupObserved> all = facts.rollupsOf(node);
    return all.get(all.size() - 1);
  }

  private void assertLinked(List<HeadObserved> shown) {
    int linked = 0;
    for (HeadObserved fact : shown) {
      Head head = fact.head();
      assertThat(head.stateRoot()).isEqualTo(Hash.ZERO);
      assertThat(fact.finality().finalized().isPresent()).isTrue();
      assertThat(fact.finality().finalizedTimestampMs()).isPositive();
      assertThat(fact.finality().safe().height())
          .isBetween(fact.finality().finalized().height(), head.height());
      if (facts.parentOf(head).isPresent()) {
        assertThat(facts.parentOf(head).get().height()).isEqualTo(head.height() - 1);
        linked++;
      }
    }
    assertThat(linked).isGreaterThan(shown.size() / 2);
  }
}
