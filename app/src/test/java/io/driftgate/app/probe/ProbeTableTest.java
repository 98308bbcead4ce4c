package io.driftgate.app.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.NodeAccess;
import io.driftgate.app.probe.PushFinding.State;
import io.driftgate.collector.Protocols;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.NodePlan;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProbeTableTest {
  private static final long WALL_MS = 1_790_000_000_000L;
  private static final Stamp NOW = new Stamp(5_000_000_000L, WALL_MS);
  private static final String SECRET = "s3cr3t";

  @Test
  void shouldAlignWhatNodesShow() {
    List<String> lines =
        ProbeTable.of(
            List.of(
                node("own", good(1_000, 968, Verification.VERIFIED)),
                node("provider-1", good(998, -1, Verification.UNKNOWN_FIELDS)),
                node("dead", dead(FailureKind.REFUSED, "no connection to\r\n10.0.0.5:8545"))));

    assertThat(lines)
        .containsExactly(
            "node        chain  chain id  protocol  client  head    age  behind  header          finalized  flags  round trip  push             verdict",
            "own         eth    1         evm       geth    1000  3.2 s       0  verified              968  -         12.3 ms  works            ok",
            "provider-1  eth    1         evm       geth     998  3.2 s       2  unknown fields       none  -         12.3 ms  works            ok",
            "dead        eth    -         evm       -          -      -       -  -                       -  -               -  failed: REFUSED  REFUSED: no connection to 10.0.0.5:8545");
  }

  @Test
  void shouldNotMeasureOthersAgainstAnInvalidHead() {
    NodeFinding liar = good(30_001_000, 968, Verification.MISMATCH);

    List<ProbedNode> nodes =
        List.of(node("own", good(1_000, 968, Verification.VERIFIED)), node("liar", liar));

    assertThat(liar.holds()).isFalse();
    assertThat(cells(nodes, 1)).contains("0", "ok");
    assertThat(cells(nodes, 2))
        .contains(
            "mismatch", "INVALID_HEADER: a header's fields do not hash to the hash it claims");
  }

  @Test
  void shouldCallOneNodeAheadInsteadOfAllOthersBehind() {
    List<ProbedNode> nodes =
        List.of(
            node("liar", good(30_001_000, 968, Verification.VERIFIED)),
            node("one", good(1_000, 968, Verification.VERIFIED)),
            node("two", good(999, 968, Verification.VERIFIED)));

    assertThat(cells(nodes, 1)).contains("ahead 30000000");
    assertThat(cells(nodes, 2).get(7)).isEqualTo("0");
    assertThat(cells(nodes, 3).get(7)).isEqualTo("1");
  }

  @Test
  void shouldFailANodeThatEverAnsweredForAnotherChain() {
    NodeFinding good = good(1_000, 968, Verification.VERIFIED);
    NodeFinding mixed =
        with(good, failure(FailureKind.WRONG_CHAIN, "chain id is 5, configured is 1"));

    assertThat(mixed.holds()).isFalse();
    assertThat(cells(List.of(node("mixed", mixed)), 1))
        .contains("WRONG_CHAIN: chain id is 5, configured is 1");
  }

  @Test
  void shouldSayWhatIsToBeKnownBesideAnAnswer() {
    NodeFinding good = good(1_000, 968, Verification.OFF);
    NodeFinding slow =
        new NodeFinding(
            good.newest().map(ProbeTableTest::syncing),
            false,
            good.family(),
            2,
            1,
            Optional.of(failure(FailureKind.TIMEOUT, "no answer within 2000 ms")),
            7_500,
            PushFinding.failed(failure(FailureKind.TLS, "the certificate has expired")));

    assertThat(slow.holds()).isTrue();
    assertThat(cells(List.of(node("slow", "nethermind", slow)), 1))
        .contains(
            "off",
            "SYNCING,OPTIMISTIC",
            "7.5 ms",
            "failed: TLS",
            "ok; 1 of 3 polls failed, the last by TIMEOUT: no answer within 2000 ms;"
                + " push: TLS: the certificate has expired;"
                + " its family is configured as nethermind");
  }

  @Test
  void shouldSayHowPushStands() {
    NodeFinding good = good(1_000, 968, Verification.OFF);

    for (State state : List.of(State.NONE, State.HINTS, State.UNCONFIRMED)) {
      NodeFinding finding = with(good, PushFinding.of(state));
      assertThat(cells(List.of(node("n", finding)), 1)).contains(state.words());
    }
  }

  @Test
  void shouldSayThatNothingWasHeard() {
    NodeFinding mute =
        new NodeFinding(
            Optional.empty(),
            false,
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            0,
            PushFinding.of(State.NONE));

    assertThat(mute.holds()).isFalse();
    assertThat(cells(List.of(node("mute", mute)), 1))
        .contains("no answer in the time that it was given");
  }

  @Test
  void shouldShowNoAddressAndNoHeader() {
    List<String> lines =
        ProbeTable.of(List.of(node("own", good(1_000, 968, Verification.VERIFIED))));

    assertThat(String.join("\n", lines)).doesNotContain(SECRET, "http", "10.0.0.5");
  }

  private static List<String> cells(List<ProbedNode> nodes, int line) {
    return List.of(ProbeTable.of(nodes).get(line).split(" {2,}"));
  }

  private static ProbedNode node(String name, NodeFinding finding) {
    return node(name, "", finding);
  }

  private static ProbedNode node(String name, String family, NodeFinding finding) {
    NodeId id = new NodeId(name);
    return new ProbedNode(
        new NodePlan(id, new ChainId("eth"), "", "", family, 1, 1, 0),
        new NodeAccess(
            id,
            URI.create("http://10.0.0.5:8545/" + SECRET + "?key=" + SECRET),
            Optional.empty(),
            Protocols.named("evm").orElseThrow(),
            new Watched("1", true),
            1_000_000,
            false,
            1_000_000,
            Map.of("Authorization", SECRET)),
        finding);
  }

  private static NodeFinding good(long height, long finalized, Verification verification) {
    return new NodeFinding(
        Optional.of(head(height, finalized, verification, Set.of())),
        verification == Verification.MISMATCH,
        Optional.of("geth"),
        3,
        0,
        Optional.empty(),
        12_300,
        PushFinding.of(State.WORKS));
  }

  private static HeadObserved head(
      long height, long finalized, Verification verification, Set<NodeFlag> flags) {
    BlockRef named = finalized < 0 ? BlockRef.NONE : new BlockRef(finalized, Hash.ZERO);
    return new HeadObserved(
        new NodeId("n"),
        Transport.POLL,
        0,
        NOW,
        new Head(height, Hash.ZERO, Hash.ZERO, Hash.ZERO, WALL_MS - 3_200),
        Finality.of(named, named),
        flags,
        verification);
  }

  private static HeadObserved syncing(HeadObserved fact) {
    return head(
        fact.head().height(),
        968,
        fact.verification(),
        Set.of(NodeFlag.OPTIMISTIC, NodeFlag.SYNCING));
  }

  private static NodeFinding dead(FailureKind kind, String message) {
    return new NodeFinding(
        Optional.empty(),
        false,
        Optional.empty(),
        0,
        2,
        Optional.of(failure(kind, message)),
        0,
        PushFinding.failed(failure(kind, message)));
  }

  private static NodeFinding with(NodeFinding good, ProbeFailed why) {
    return new NodeFinding(
        good.newest(), false, good.family(), 3, 1, Optional.of(why), 12_300, good.push());
  }

  private static NodeFinding with(NodeFinding good, PushFinding push) {
    return new NodeFinding(
        good.newest(), false, good.family(), 3, 0, Optional.empty(), 12_300, push);
  }

  private static ProbeFailed failure(FailureKind kind, String message) {
    return new ProbeFailed(new NodeId("n"), Transport.POLL, kind, NOW, message);
  }
}
