package io.driftgate.collector.evm;

import static io.driftgate.collector.evm.Answers.batch;
import static io.driftgate.collector.evm.Answers.block;
import static io.driftgate.collector.evm.Answers.bytes;
import static io.driftgate.collector.evm.Answers.error;
import static io.driftgate.collector.evm.Answers.hash;
import static io.driftgate.collector.evm.Answers.items;
import static io.driftgate.collector.evm.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvmBatchTest {
  private static final EvmBatch HEADS = new EvmBatch(1, 10, false, HeaderCheck.of(false));
  private static final EvmBatch FIRST = new EvmBatch(1, 10, true, HeaderCheck.of(false));

  @Test
  void shouldAskFinalizedBeforeSafeBeforeLatest() {
    assertThat(HEADS.toJson())
        .isEqualTo(
            "[{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"eth_getBlockByNumber\",\"params\":[\"finalized\",false]},"
                + "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"eth_getBlockByNumber\",\"params\":[\"safe\",false]},"
                + "{\"jsonrpc\":\"2.0\",\"id\":12,\"method\":\"eth_getBlockByNumber\",\"params\":[\"latest\",false]}]");
  }

  @Test
  void shouldAskWhoAnswersOnlyWhenTold() {
    assertThat(FIRST.toJson()).contains("eth_chainId").contains("web3_clientVersion");
    assertThat(HEADS.toJson()).doesNotContain("eth_chainId").doesNotContain("web3_clientVersion");
  }

  @Test
  void shouldReadHeadAndFinality() {
    assertThat(read(HEADS, items(10, 3, 5, 9)))
        .isEqualTo(
            new Step.Said(
                NodeWords.of(
                    new Head(9, parsed(10), parsed(9), parsed(1_009), 16_000),
                    Finality.of(new BlockRef(5, parsed(6)), new BlockRef(3, parsed(4)), 16_000))));
  }

  @Test
  void shouldMatchAnswersByIdInAnyOrderOfItemsAndFields() {
    String latest = "{\"result\":" + block(9) + ",\"unknown\":[[]],\"id\":12}";
    Step answer = read(HEADS, latest, result(11, block(5)), result(10, block(3)));
    assertThat(answer).isEqualTo(read(HEADS, items(10, 3, 5, 9)));
  }

  @Test
  void shouldNameTheClientFamilyWhenTheChainIsRight() {
    assertThat(heads(first("\"0x1\"", "\"Geth/v1.14/linux\"")).family()).contains("geth");
    assertThat(heads(first("\"0x1\"", "null")).family()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Geth/v1.14.0-stable/linux-amd64/go1.22, geth",
    "reth/v1.0.0, reth",
    "Nethermind/v1.26, nethermind",
    "besu/v24.1, besu",
    "erigon/2.60.0, erigon",
    "anvil/v1.7.1, anvil",
    "HardhatNetwork/2.29.0/@ethereumjs/vm, hardhat",
    "' Weird <b> name!', weirdbname"
  })
  void shouldReduceClientVersionsToFamilies(String version, String family) {
    assertThat(EvmBatch.family(version)).contains(family);
  }

  @Test
  void shouldIgnoreAClientThatNamesNothing() {
    assertThat(EvmBatch.family("/")).isEmpty();
    assertThat(EvmBatch.family("客户端")).isEmpty();
    assertThat(EvmBatch.family("x".repeat(900)).orElseThrow()).hasSize(64);
  }

  @Test
  void shouldRefuseAnotherChainWhateverItsHeadsAre() {
    assertFailure(first("\"0x2\"", "\"geth/1\""), FailureKind.WRONG_CHAIN, "chain id is 2");
    String[] unsynced = {
      error(10, -39_001),
      error(11, -39_001),
      result(12, "null"),
      result(13, "\"0x2\""),
      result(14, "null")
    };
    assertFailure(read(FIRST, unsynced), FailureKind.WRONG_CHAIN, "chain id is 2");
  }

  @Test
  void shouldNotReportHeadsWithoutAChainId() {
    assertFailure(first("null", "null"), FailureKind.MALFORMED, "eth_chainId");
    assertFailure(first("\"0x01\"", "null"), FailureKind.MALFORMED, "eth_chainId");
    assertFailure(first("\"0x8000000000000000\"", "null"), FailureKind.MALFORMED, "eth_chainId");
  }

  @Test
  void shouldTakeErrorsAndNullAsNoSafeAndNoFinalizedBlock() {
    Step answer = read(HEADS, error(10, -39_001), result(11, "null"), result(12, block(9)));
    assertThat(heads(answer).finality()).isEqualTo(Finality.of(BlockRef.NONE, BlockRef.NONE));
  }

  @Test
  void shouldTakeAZeroHashAtHeightZeroAsNoFinalizedBlock() {
    String none = block(0).replace(hash(1), hash(0));
    Step answer = read(HEADS, result(10, none), result(11, block(5)), result(12, block(9)));
    assertThat(heads(answer).finality().finalized()).isEqualTo(BlockRef.NONE);
  }

  @Test
  void shouldAcceptFinalityAtTheHead() {
    assertThat(heads(read(HEADS, items(10, 9, 9, 9))).head().height()).isEqualTo(9);
  }

  @Test
  void shouldRefuseContradictingHeights() {
    assertMalformed(items(10, 3, 10, 9));
    assertMalformed(items(10, 6, 5, 9));
    assertMalformed(result(10, block(10)), result(11, "null"), result(12, block(9)));
  }

  @Test
  void shouldSayThatANodeHasNeverSynced() {
    String zero = block(0).replace(hash(1), hash(0));
    assertLatest("null", FailureKind.NEVER_SYNCED);
    assertLatest(zero, FailureKind.NEVER_SYNCED);
    assertThat(read(HEADS, items(10, 0, 0, 0))).isInstanceOf(Step.Said.class);
  }

  @Test
  void shouldTellErrorsFromRateLimitsAndRepeatNoForeignText() {
    Step error = read(HEADS, error(10, 1), error(11, 1), error(12, -32_601));
    assertFailure(error, FailureKind.RPC_ERROR, "-32601");
    assertThat(((Step.Failed) error).why().message()).doesNotContain("s3cret");
    Step limited = read(HEADS, error(10, 1), error(11, 1), error(12, -32_005));
    assertFailure(limited, FailureKind.RATE_LIMITED, "-32005");
    byte[] whole = bytes("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":429}}");
    assertFailure(HEADS.read(whole), FailureKind.RATE_LIMITED, "the batch");
  }

  @Test
  void shouldRefuseIdsThatWereNotAskedOrStandTwiceOrAreMissing() {
    assertMalformed(items(11, 3, 5, 9));
    assertMalformed(result(10, block(3)), result(11, block(5)));
    assertMalformed(result(10, block(3)), result(10, block(3)), result(12, block(9)));
    assertMalformed(result(10, block(3)), result(11, block(5)), "{\"result\":null}");
    String text = "{\"id\":\"12\",\"result\":" + block(9) + "}";
    assertMalformed(result(10, block(3)), result(11, block(5)), text);
  }

  private static Step first(String chainId, String client) {
    return read(
        FIRST,
        result(10, block(3)),
        result(11, block(5)),
        result(12, block(9)),
        result(13, chainId),
        result(14, client));
  }

  private static Step read(EvmBatch asked, String... items) {
    return asked.read(batch(items));
  }

  private static NodeWords heads(Step answer) {
    assertThat(answer).isInstanceOf(Step.Said.class);
    return ((Step.Said) answer).words();
  }

  private static void assertLatest(String latest, FailureKind kind) {
    Step answer = read(HEADS, result(10, "null"), result(11, "null"), result(12, latest));
    assertFailure(answer, kind, "");
  }

  private static void assertMalformed(String... items) {
    assertFailure(read(HEADS, items), FailureKind.MALFORMED, "");
  }

  private static void assertFailure(Step answer, FailureKind kind, String message) {
    assertThat(answer).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) answer).why().kind()).isEqualTo(kind);
    assertThat(((Step.Failed) answer).why().message()).contains(message);
  }

  private static Hash parsed(long seed) {
    return Hash.parse(hash(seed));
  }
}
