package io.driftgate.app.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.Collector;
import io.driftgate.collector.CollectorCounters;
import io.driftgate.collector.MissingHeaders;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.beacon.BeaconProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.simulator.beacon.BeaconFleet;
import io.driftgate.simulator.beacon.NodeClaims;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The product's collector and simulated beacon nodes, over real sockets. */
final class BeaconIT {
  private static final long MS = 1_000_000;
  private static final long CHAIN_ID = 31_337;
  private static final long SLOT_MS = 1_000;
  private static final long SLOTS_PER_EPOCH = 4;
  private static final long EVER_MS = 3_600_000;
  private static final long FREQUENT_MS = 100;
  private static final long SELDOM_MS = 20_000;

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx();
  private final RecordedFacts facts = new RecordedFacts();
  private final Context loop = vertx.getOrCreateContext();
  private BeaconFleet fleet;
  private Collector collector;

  @AfterEach
  void close() throws Exception {
    await(collector.stop());
    await(vertx.close());
    await(nodesVertx.close());
  }

  @Test
  void shouldBringHeadsLinksFinalityFlagsAndFamilies() throws Exception {
    start(Trouble.NONE, FREQUENT_MS);
    await("three heads of each", () -> heights(0) >= 3 && heights(1) >= 3 && heights(2) >= 3);
    for (int node = 0; node < 3; node++) {
      assertThat(headsOf(node)).allMatch(BeaconIT::isWhole);
      assertLinked(headsOf(node));
    }
    assertThat(families(0)).containsExactly("lighthouse");
    assertThat(families(1)).containsExactly("teku");
    assertThat(last(1).flags()).isEmpty();

    fleet.claim(1, new NodeClaims(true, true, true));
    NodeFlag[] claimed = {NodeFlag.SYNCING, NodeFlag.OPTIMISTIC, NodeFlag.EL_OFFLINE};
    await("flags", () -> last(1).flags().containsAll(List.of(claimed)));
    assertThat(last(0).flags()).isEmpty();
    assertThat(facts.failures).allMatch(BeaconIT::isRefusedTopic);
  }

  @Test
  void shouldPollAtEachEventAndPromiseTheCoreNoPush() throws Exception {
    start(Trouble.NONE, SELDOM_MS);
    await("five heads of each", () -> heights(0) >= 5 && heights(1) >= 5 && heights(2) >= 5);
    List<HeadObserved> heads = headsOf(0);
    assertLinked(heads);
    assertThat(heads).allMatch(fact -> fact.transport() == Transport.POLL);
    // Each event asks once: one poll to begin with, one a head, a few for checkpoints.
    assertThat(heads.size()).isLessThanOrEqualTo(2 * (int) heights(0) + 1);
    for (HeadObserved fact : heads.subList(2, heads.size())) {
      long lateMs = fact.received().wallMs() - fact.head().timestampMs();
      assertThat(lateMs).as("ms into the slot").isBetween(0L, SLOT_MS - 1);
    }
    assertThat(facts.pushes).isEmpty();
    assertThat(facts.keepAlives).isEmpty();
  }

  @Test
  void shouldTellNodesThatHangRefuseAndStandStill() throws Exception {
    Trouble trouble =
        Trouble.of(
            Map.of(
                0, Fault.of(FaultKind.HUNG),
                1, Fault.of(FaultKind.REFUSING),
                2, Fault.of(FaultKind.FREEZE)));
    start(trouble, FREQUENT_MS);
    await("a timeout", () -> kindsOf(0).contains(FailureKind.TIMEOUT));
    await("a refusal", () -> kindsOf(1).contains(FailureKind.REFUSED));
    int before = headsOf(2).size();
    await("a frozen node's answers", () -> headsOf(2).size() > before + 20);
    List<HeadObserved> frozen = headsOf(2);
    assertThat(frozen.get(before + 20).head()).isEqualTo(frozen.get(before + 1).head());
    assertThat(kindsOf(2)).isEmpty();
  }

  /**
   * Two keys of one provider, for instance: a poll's requests must not come to both's connections.
   */
  @Test
  void shouldPollSeveralNodesAtOneAddress() throws Exception {
    startNodes(Trouble.NONE);
    URI address = fleet.nodes().get(0);
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      endpoints.add(endpoint("beacon-" + i, address, Long.toString(CHAIN_ID), 20));
    }
    startCollector(endpoints);
    await("heads of all", () -> heights(0) >= 3 && heights(1) >= 3 && heights(2) >= 3);
    assertThat(facts.failures).extracting(ProbeFailed::kind).doesNotContain(FailureKind.REFUSED);
  }

  @Test
  void shouldTakeNoHeadOfAnotherChain() throws Exception {
    startNodes(Trouble.NONE);
    startCollector("1", FREQUENT_MS, "beacon-0", fleet.nodes().get(0));
    await("the failure", () -> kindsOf(0).contains(FailureKind.WRONG_CHAIN));
    assertThat(headsOf(0)).isEmpty();
  }

  @Test
  void shouldDropAStreamThatIsSilentWhilePollingShowsHeads() throws Exception {
    start(Trouble.of(Map.of(0, Fault.of(FaultKind.SILENT_PUSH))), FREQUENT_MS);
    await("the silence", () -> counters().silentSockets() > 0);
    await("heads all the same", () -> heights(0) >= 4);
    assertThat(kindsOf(0)).contains(FailureKind.TIMEOUT);
    assertThat(facts.pushes).isEmpty();
  }

  @Test
  void shouldTellALieByItsRoot() throws Exception {
    start(Trouble.of(Map.of(0, Fault.lie(30_000_000))), FREQUENT_MS);
    await("the lie", () -> !headsOf(0).isEmpty() && isLie(last(0)));
    await("the truth", () -> heights(1) >= 2);
    assertThat(headsOf(1)).allMatch(fact -> fact.verification() == Verification.VERIFIED);
  }

  @Test
  void shouldCountSlotsWithoutABlock() throws Exception {
    List<Stage> stages =
        List.of(
            new Stage("calm", 0, 3_000, "blocks", Trouble.NONE),
            new Stage("stall", 3_000, 3_000, "no blocks", Trouble.BLOCKS_STALLED));
    startNodes(stages);
    startCollector(Long.toString(CHAIN_ID), FREQUENT_MS, "beacon-0", fleet.nodes().get(0));
    await("a skipped slot", () -> skipsASlot(headsOf(0)));
    assertThat(headsOf(0)).allMatch(BeaconIT::isWhole);
    for (HeadObserved fact : headsOf(0)) {
      assertThat(fact.head().timestampMs()).isLessThanOrEqualTo(fact.received().wallMs());
    }
  }

  private static boolean isLie(HeadObserved fact) {
    return fact.verification() == Verification.MISMATCH && fact.head().height() > 30_000_000;
  }

  private static boolean isWhole(HeadObserved fact) {
    long head = fact.head().height();
    long safe = fact.finality().safe().height();
    long finalized = fact.finality().finalized().height();
    return fact.verification() == Verification.VERIFIED
        && finalized > 0
        && finalized <= safe
        && safe < head
        && fact.finality().finalizedTimestampMs() > 0
        && head - safe < 20
        && fact.sentNanos() < fact.received().nanos();
  }

  /** The first of the streams asks for a topic that the simulated clients do not know. */
  private static boolean isRefusedTopic(ProbeFailed fact) {
    return fact.transport() == Transport.PUSH && fact.kind() == FailureKind.HTTP_STATUS;
  }

  private static boolean skipsASlot(List<HeadObserved> heads) {
    for (int i = 1; i < heads.size(); i++) {
      boolean child = heads.get(i).head().parentHash().equals(heads.get(i - 1).head().hash());
      if (child && heads.get(i).head().height() > heads.get(i - 1).head().height() + 1) {
        return true;
      }
    }
    return false;
  }

  private static void assertLinked(List<HeadObserved> heads) {
    for (int i = 1; i < heads.size(); i++) {
      var before = heads.get(i - 1).head();
      var head = heads.get(i).head();
      if (head.height() == before.height() + 1) {
        assertThat(head.parentHash()).isEqualTo(before.hash());
      } else {
        assertThat(head).isEqualTo(before);
      }
    }
  }

  private long heights(int node) {
    return headsOf(node).stream().map(fact -> fact.head().height()).distinct().count();
  }

  private CollectorCounters counters() {
    Promise<CollectorCounters> counted = Promise.promise();
    loop.runOnContext(v -> counted.complete(collector.counters()));
    try {
      return await(counted.future());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void start(Trouble trouble, long intervalMs) throws Exception {
    startNodes(trouble);
    List<URI> nodes = fleet.nodes();
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      endpoints.add(endpoint("beacon-" + i, nodes.get(i), Long.toString(CHAIN_ID), intervalMs));
    }
    startCollector(endpoints);
  }

  private void startNodes(Trouble trouble) throws Exception {
    startNodes(List.of(new Stage("all", 0, EVER_MS, "as the test has it", trouble)));
  }

  private void startNodes(List<Stage> stages) throws Exception {
    long wallMs = System.currentTimeMillis();
    long intoSecondMs = wallMs % SLOT_MS;
    long originNanos = System.nanoTime() - intoSecondMs * MS;
    ChainSpec spec = new ChainSpec(CHAIN_ID, SLOT_MS, SLOTS_PER_EPOCH, 7, wallMs - intoSecondMs);
    fleet = await(BeaconFleet.start(nodesVertx, new FleetModel(spec, 3, stages), originNanos));
  }

  private void startCollector(String chainId, long intervalMs, String node, URI http)
      throws Exception {
    startCollector(List.of(endpoint(node, http, chainId, intervalMs)));
  }

  private void startCollector(List<NodeEndpoint> endpoints) throws Exception {
    collector = new Collector(vertx, loop, BeaconIT::now, facts, endpoints, MissingHeaders.NONE);
    await(collector.start());
  }

  private static NodeEndpoint endpoint(String node, URI http, String chainId, long intervalMs) {
    return new NodeEndpoint(
        new NodeId(node),
        http,
        Optional.empty(),
        new BeaconProtocol(),
        new Watched(chainId, true),
        intervalMs * MS,
        false,
        1_000 * MS,
        Map.of());
  }

  private static Stamp now() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  private void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s; %s", what, facts.failures).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private List<HeadObserved> headsOf(int node) {
    return facts.headsOf("beacon-" + node);
  }

  private HeadObserved last(int node) {
    List<HeadObserved> all = headsOf(node);
    return all.get(all.size() - 1);
  }

  private List<FailureKind> kindsOf(int node) {
    return facts.failures.stream()
        .filter(fact -> fact.node().equals(new NodeId("beacon-" + node)))
        .filter(fact -> !isRefusedTopic(fact))
        .map(ProbeFailed::kind)
        .distinct()
        .toList();
  }

  private List<String> families(int node) {
    return facts.clients.stream()
        .filter(fact -> fact.node().equals(new NodeId("beacon-" + node)))
        .map(ClientIdentified::family)
        .distinct()
        .toList();
  }
}
