package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Collectors on loops of their own, and the core on its. */
final class CollectorGroupIT {
  private static final int NODES = 6;
  private static final EvmProtocol EVM = new EvmProtocol();

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx();
  private final RecordedInputs core = new RecordedInputs();
  private final List<FakeNode> nodes = new ArrayList<>();
  private final Context own = loop();
  private CollectorGroup group;

  @AfterEach
  void close() {
    Waits.get(group.stop());
    Waits.get(vertx.close());
    Waits.get(nodesVertx.close());
  }

  private Context loop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  private void start(MissingHeaders missing) {
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(new FakeNode(nodesVertx));
      endpoints.add(endpoint(i));
    }
    Context gate = loop();
    group =
        new CollectorGroup(
            vertx,
            gate,
            List.of(own, loop()),
            () -> new Stamp(System.nanoTime(), System.currentTimeMillis()),
            core,
            endpoints,
            missing);
    Waits.get(group.start());
  }

  private NodeEndpoint endpoint(int index) {
    FakeNode node = nodes.get(index);
    return new NodeEndpoint(
        new NodeId("n" + index),
        node.httpUri(),
        Optional.of(node.wsUri()),
        EVM,
        new Watched(Long.toString(FakeNode.CHAIN_ID), false),
        50_000_000,
        false,
        4_000_000_000L,
        Map.of());
  }

  @Test
  void shouldBringTheFactsOfAllNodesToTheCoresLoopInOrder() {
    start(MissingHeaders.NONE);
    for (int i = 0; i < NODES; i++) {
      String node = "n" + i;
      Waits.until("polls of " + node, () -> core.headsOf(node, Transport.POLL).size() >= 5);
      Waits.until("trust in " + node, () -> core.trustOf(node).contains(true));
      nodes.get(i).mine();
      Waits.until("a push of " + node, () -> !core.headsOf(node, Transport.PUSH).isEmpty());
      List<HeadObserved> heads = core.headsOf(node, Transport.POLL);
      for (int j = 1; j < heads.size(); j++) {
        assertThat(heads.get(j).sentNanos()).isGreaterThan(heads.get(j - 1).sentNanos());
      }
    }
    assertThat(core.threads).hasSize(1);
    assertThat(group.droppedFacts()).isZero();
    CollectorCounters counted = Waits.get(group.counters());
    assertThat(counted.polls()).isGreaterThanOrEqualTo(5 * NODES);
    assertThat(counted.connects()).isGreaterThanOrEqualTo(NODES);
  }

  @Test
  void shouldSkipAndCountTheTurnsThatAStallHasMissed() {
    start(MissingHeaders.NONE);
    Waits.until("polls", () -> core.headsOf("n0", Transport.POLL).size() >= 5);
    long skipped = Waits.get(group.counters()).skippedPolls();
    own.runOnContext(stall -> sleep(520));
    // Ten turns of each of three nodes were due; the last of them is made good for.
    Waits.until(
        "the turns", () -> Waits.get(group.counters()).skippedPolls() - skipped >= 8 * NODES / 2);
    int polled = core.headsOf("n0", Transport.POLL).size();
    Waits.until("polls go on", () -> core.headsOf("n0", Transport.POLL).size() > polled + 3);
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldFetchHeadersThatTheCoreMisses() {
    BlockRef missing = new BlockRef(99, Hash.parse(String.format("0x%064x", 100)));
    start(node -> core.headers.isEmpty() ? List.of(missing) : List.of());
    Waits.until("the header", () -> !core.headers.isEmpty());
    assertThat(core.headers.get(0).head().height()).isEqualTo(99);
    assertThat(core.threads).hasSize(1);
  }

  /** The third node is added, the second changed, the last let go of. */
  @Test
  void shouldChangeNodesWhileItRuns() {
    start(MissingHeaders.NONE);
    for (int i = 0; i < NODES; i++) {
      String node = "n" + i;
      Waits.until("polls of " + node, () -> !core.headsOf(node, Transport.POLL).isEmpty());
    }
    Waits.until("trust of the first", () -> core.trustOf("n0").contains(true));
    Waits.until("trust", () -> core.trustOf("n1").contains(true));
    nodes.add(new FakeNode(nodesVertx));
    List<NodeEndpoint> changed = new ArrayList<>();
    for (int i : List.of(0, 1, 2, 3, 4, 6)) {
      changed.add(i == 1 ? slower(endpoint(1)) : endpoint(i));
    }

    Waits.get(group.change(changed));

    Waits.until("the new one", () -> !core.headsOf("n6", Transport.POLL).isEmpty());
    List<Boolean> trust = core.trustOf("n1");
    assertThat(trust.subList(trust.indexOf(true), trust.size())).contains(false);
    int last = core.headsOf("n5", Transport.POLL).size();
    int kept = core.headsOf("n0", Transport.POLL).size();
    Waits.until("more of another", () -> core.headsOf("n0", Transport.POLL).size() > kept + 5);
    assertThat(core.headsOf("n5", Transport.POLL)).hasSize(last);
    assertThat(core.trustOf("n0")).doesNotContain(false);

    Waits.get(group.change(List.of()));
    int stopped = core.headsOf("n6", Transport.POLL).size();
    nodes.forEach(FakeNode::mine);
    Waits.get(group.change(changed));
    Waits.until("all anew", () -> core.headsOf("n6", Transport.POLL).size() > stopped);
  }

  private static NodeEndpoint slower(NodeEndpoint node) {
    return new NodeEndpoint(
        node.node(),
        node.http(),
        node.ws(),
        node.protocol(),
        node.chain(),
        2 * node.intervalNanos(),
        false,
        node.timeoutNanos(),
        node.headers());
  }
}
