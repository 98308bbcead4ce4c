package io.driftgate.collector.cometbft;

import static io.driftgate.collector.cometbft.Answers.batch;
import static io.driftgate.collector.cometbft.Answers.blockchain;
import static io.driftgate.collector.cometbft.Answers.bytes;
import static io.driftgate.collector.cometbft.Answers.error;
import static io.driftgate.collector.cometbft.Answers.hash;
import static io.driftgate.collector.cometbft.Answers.meta;
import static io.driftgate.collector.cometbft.Answers.object;
import static io.driftgate.collector.cometbft.Answers.result;
import static io.driftgate.collector.cometbft.Answers.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe.HeaderStep;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import org.junit.jupiter.api.Test;

final class CometProbeTest {
  private static final String CHAIN = "dockerchain";
  private static final ObjectNode SECOND = meta(Answers.SECOND_HASH, Answers.SECOND);
  private static final ObjectNode THIRD = meta(Answers.THIRD_HASH, Answers.THIRD);

  private final CometProbe probe = new CometProbe(new Watched(CHAIN, true));

  @Test
  void shouldAskForTheNewestBlockLast() {
    assertThat(probe.begin(true).body())
        .contains(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"params\":{}},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"blockchain\","
                + "\"params\":{\"minHeight\":\"0\",\"maxHeight\":\"0\"}}]");
    assertThat(probe.begin(true).target()).isEmpty();
  }

  @Test
  void shouldTakeTheHighestBlockForFinal() {
    NodeWords words = said(poll(1, status(CHAIN, 2, false), blockchain(3, THIRD, SECOND)));

    BlockRef third = new BlockRef(3, hash(Answers.THIRD_HASH));
    assertThat(words.head().hash()).isEqualTo(third.hash());
    assertThat(words.head().parentHash()).isEqualTo(hash(Answers.SECOND_HASH));
    assertThat(words.finality()).isEqualTo(Finality.of(third, third, words.head().timestampMs()));
    assertThat(words.verification()).isEqualTo(Verification.VERIFIED);
    assertThat(words.flags()).isEmpty();
    assertThat(words.family()).contains("cometbft");
    assertThat(words.rollup()).isEmpty();
  }

  @Test
  void shouldGoOnFromBelowTheLastHead() {
    poll(1, status(CHAIN, 3, false), blockchain(3, THIRD));
    assertThat(probe.begin(false).body().orElseThrow()).contains("\"minHeight\":\"2\"");
    assertThat(probe.begin(true).body().orElseThrow()).contains("\"minHeight\":\"0\"");
  }

  @Test
  void shouldAskAnewOfANodeThatIsFurtherBack() {
    poll(1, status(CHAIN, 3, false), blockchain(3, THIRD));
    probe.begin(false);
    Step step = probe.read(batch(result(3, status(CHAIN, 1, false)), error(4, -32_603)));
    assertThat(((Step.Ask) step).next().body().orElseThrow()).contains("\"minHeight\":\"0\"");

    assertThat(
            said(probe.read(items(5, status(CHAIN, 2, false), blockchain(2, SECOND))))
                .head()
                .height())
        .isEqualTo(2);
  }

  @Test
  void shouldNotAskAnewTwice() {
    probe.begin(true);
    assertFailed(
        probe.read(batch(result(1, status(CHAIN, 3, false)), error(2, -32_603))),
        FailureKind.RPC_ERROR);
  }

  @Test
  void shouldPassOnThatANodeIsCatchingUp() {
    assertThat(said(poll(1, status(CHAIN, 3, true), blockchain(3, THIRD))).flags())
        .containsExactly(NodeFlag.SYNCING);
  }

  @Test
  void shouldNotNameTheFamilyUnasked() {
    probe.begin(false);
    NodeWords words = said(probe.read(items(1, status(CHAIN, 3, false), blockchain(3, THIRD))));
    assertThat(words.family()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherChain() {
    assertFailed(
        poll(1, status("dydx-mainnet-1", 3, false), blockchain(3, THIRD)), FailureKind.WRONG_CHAIN);
    assertFailed(
        poll(
            3, status(CHAIN, 3, false), blockchain(5_901_208, meta(Answers.HUB_HASH, Answers.HUB))),
        FailureKind.WRONG_CHAIN);
  }

  @Test
  void shouldSayThatANodeWithoutABlockHasNeverSynced() {
    probe.begin(true);
    assertFailed(
        probe.read(batch(result(1, status(CHAIN, 0, true)), error(2, -32_603))),
        FailureKind.NEVER_SYNCED);
  }

  @Test
  void shouldReportAHashThatIsNotTheHeaders() {
    ObjectNode wrong = meta(Answers.FIRST_HASH, Answers.THIRD);
    NodeWords words = said(poll(1, status(CHAIN, 3, false), blockchain(3, wrong)));
    assertThat(words.verification()).isEqualTo(Verification.MISMATCH);
    assertThat(words.head().hash()).isEqualTo(hash(Answers.FIRST_HASH));
  }

  @Test
  void shouldNotVerifyUntold() {
    CometProbe trusting = new CometProbe(new Watched(CHAIN, false));
    trusting.begin(true);
    ObjectNode bare = object(Answers.THIRD);
    bare.remove("evidence_hash");
    ObjectNode wrong = meta(Answers.FIRST_HASH, bare.toString());
    NodeWords words = said(trusting.read(items(1, status(CHAIN, 3, false), blockchain(3, wrong))));
    assertThat(words.verification()).isEqualTo(Verification.OFF);
  }

  @Test
  void shouldFetchAHeaderByItsHeight() {
    BlockRef second = new BlockRef(2, hash(Answers.SECOND_HASH));
    assertThat(probe.askHeader(second).orElseThrow().body().orElseThrow())
        .contains("{\"minHeight\":\"2\",\"maxHeight\":\"2\"}");
    HeaderStep step = header(1, blockchain(3, SECOND));
    assertThat(((HeaderStep.Found) step).head().parentHash()).isEqualTo(hash(Answers.FIRST_HASH));
    assertThat(probe.askHeader(BlockRef.NONE)).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherHeaderForIt() {
    probe.askHeader(new BlockRef(2, hash(Answers.HUB_HASH)));
    assertThat(header(1, blockchain(3, SECOND))).isEqualTo(new HeaderStep.Unknown());
    assertThat(probe.readHeader(bytes(error(1, -32_603)))).isEqualTo(new HeaderStep.Unknown());
    assertHeaderFailed(header(1, blockchain(3, THIRD)), FailureKind.MALFORMED);
    assertHeaderFailed(header(2, blockchain(3, SECOND)), FailureKind.MALFORMED);
    assertHeaderFailed(probe.readHeader(bytes(error(1, -32_601))), FailureKind.RPC_ERROR);
    assertHeaderFailed(
        header(1, blockchain(3, meta(Answers.HUB_HASH, Answers.SECOND))),
        FailureKind.INVALID_HEADER);
  }

  @Test
  void shouldTakeNoHeaderThatAFieldHidesFromTheCheck() {
    probe.askHeader(new BlockRef(2, hash(Answers.SECOND_HASH)));
    String hidden = Answers.object(Answers.SECOND).put("more", "1").toString();
    assertHeaderFailed(
        header(1, blockchain(3, meta(Answers.SECOND_HASH, hidden))), FailureKind.INVALID_HEADER);
  }

  @Test
  void shouldKnowAChainIdWhenItSeesOne() {
    CometProtocol protocol = new CometProtocol();
    assertThat(protocol.objectionTo("dydx-mainnet-1")).isEmpty();
    assertThat(protocol.objectionTo("1")).isEmpty();
    assertThat(protocol.objectionTo("x".repeat(50))).isEmpty();
    assertThat(protocol.objectionTo("x".repeat(51))).isPresent();
    assertThat(protocol.objectionTo("")).isPresent();
    assertThat(protocol.objectionTo("a\nb")).isPresent();
    assertThat(protocol.objectionTo("dydx\u00e9")).isPresent();
  }

  private Step poll(long firstId, ObjectNode status, ObjectNode blockchain) {
    probe.begin(true);
    return probe.read(items(firstId, status, blockchain));
  }

  private HeaderStep header(long id, ObjectNode result) {
    return probe.readHeader(bytes(result(id, result)));
  }

  private static byte[] items(long firstId, ObjectNode status, ObjectNode blockchain) {
    return batch(result(firstId, status), result(firstId + 1, blockchain));
  }

  private static NodeWords said(Step step) {
    assertThat(step).isInstanceOf(Step.Said.class);
    return ((Step.Said) step).words();
  }

  private static void assertFailed(Step step, FailureKind kind) {
    assertThat(step).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) step).why().kind()).isEqualTo(kind);
    assertThat(((Step.Failed) step).why().message()).doesNotContain("s3cret");
  }

  private static void assertHeaderFailed(HeaderStep step, FailureKind kind) {
    assertThat(step).isInstanceOf(HeaderStep.Failed.class);
    assertThat(((HeaderStep.Failed) step).why().kind()).isEqualTo(kind);
  }
}
