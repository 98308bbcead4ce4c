package io.driftgate.collector.solana;

import static io.driftgate.collector.json.Mutants.bytes;
import static io.driftgate.collector.solana.Slots.MAINNET;
import static io.driftgate.collector.solana.Slots.batch;
import static io.driftgate.collector.solana.Slots.block;
import static io.driftgate.collector.solana.Slots.error;
import static io.driftgate.collector.solana.Slots.hash;
import static io.driftgate.collector.solana.Slots.latest;
import static io.driftgate.collector.solana.Slots.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe.HeaderStep;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SolanaProbeTest {
  private final SolanaProbe probe = new SolanaProbe(MAINNET);

  @Test
  void shouldAskWhoAnswersFirstAndForTheNewestBlockLast() {
    assertThat(probe.begin(true).body().orElseThrow())
        .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getGenesisHash\",\"params\":[]},")
        .contains("\"id\":2,\"method\":\"getVersion\"")
        .contains("\"id\":4,\"method\":\"getMaxShredInsertSlot\"")
        .contains("\"id\":5,\"method\":\"getSlot\",\"params\":[{\"commitment\":\"processed\"}]")
        .endsWith(
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"getLatestBlockhash\","
                + "\"params\":[{\"commitment\":\"confirmed\"}]}]");
    assertThat(probe.begin(false).body().orElseThrow())
        .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"getLatestBlockhash\"")
        .doesNotContain("getGenesisHash");
    assertThat(probe.datedByFirst()).isTrue();
  }

  @Test
  void shouldDescribeTheConfirmedBlockByASecondRequest() {
    probe.begin(false);
    assertThat(asked(read(batch(1, 70, 103, 102, 101))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"getBlock\",\"params\":[101,{"
                + "\"commitment\":\"confirmed\",\"transactionDetails\":\"none\",\"rewards\":false,"
                + "\"maxSupportedTransactionVersion\":0}]}");
    NodeWords words = words(read(result(5, block(101, 98))));
    assertThat(words.head())
        .isEqualTo(new Head(101, hash(101), hash(98), Hash.ZERO, 1_700_000_101_000L));
    assertThat(words.finality())
        .isEqualTo(Finality.of(new BlockRef(101, hash(101)), new BlockRef(70, hash(70))));
    assertThat(words.flags()).isEmpty();
    assertThat(words.family()).isEmpty();
  }

  @Test
  void shouldNotDescribeABlockTwice() {
    poll(1, 101);
    probe.begin(false);
    assertThat(words(read(batch(6, 71, 103, 102, 101))).head().height()).isEqualTo(101);
    probe.begin(false);
    String other = batch(10, 71, 103, 102, 101).replace(Slots.text(101), Slots.text(7));
    assertThat(asked(read(other))).contains("getBlock");
  }

  @Test
  void shouldDescribeItAgainWhereAnotherMayAnswer() {
    poll(1, 101);
    probe.begin(true);
    assertThat(asked(read(identified(6, MAINNET, Slots.version())))).contains("getBlock");
    assertThat(words(read(result(12, block(101, 100)))).family()).contains("solana-core");
  }

  @Test
  void shouldSayNoHeadOfAnotherChain() {
    probe.begin(true);
    String devnet = "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG";
    assertFailed(read(identified(1, devnet, Slots.version())), FailureKind.WRONG_CHAIN);
    probe.begin(true);
    assertFailed(read(identified(7, "s3cret", Slots.version())), FailureKind.MALFORMED);
    probe.begin(true);
    assertFailed(read(identified(13, MAINNET, "[]")), FailureKind.MALFORMED);
    probe.begin(true);
    assertThat(asked(read(identified(19, MAINNET, "{}")))).contains("getBlock");
  }

  @Test
  void shouldFlagANodeThatReceivesWhatItDoesNotExecute() {
    probe.begin(false);
    read(batch(1, 70, 118, 102, 101));
    assertThat(words(read(result(5, block(101, 100)))).flags()).isEmpty();
    probe.begin(false);
    assertThat(words(read(batch(6, 70, 119, 102, 101))).flags()).containsExactly(NodeFlag.SYNCING);
    probe.begin(false);
    assertThat(words(read(batch(10, 70, 5, 102, 101))).flags()).isEmpty();
  }

  @Test
  void shouldGoWithoutSlotsThatTheNodeWillNotSay() {
    probe.begin(false);
    read(
        "["
            + String.join(
                ",",
                result(1, latest(70)),
                error(2, -32_601),
                error(3, -32_601),
                result(4, latest(101)))
            + "]");
    assertThat(words(read(result(5, block(101, 100)))).flags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-32_001, -32_004, -32_007, -32_009, -32_014, 0, 1})
  void shouldTryTheNextLowerConfirmedBlock(long code) {
    probe.begin(false);
    read(batch(1, 70, 103, 102, 101));
    assertThat(asked(read(unavailable(5, code))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"getBlocks\","
                + "\"params\":[70,100,{\"commitment\":\"confirmed\"}]}");
    assertThat(asked(read(result(6, "[70,97,99,98]")))).contains("[99,{");
    assertThat(asked(read(unavailable(7, code)))).contains("[98,{");
    assertThat(words(read(result(8, block(98, 97)))).head().height()).isEqualTo(98);
  }

  private static String unavailable(long id, long code) {
    if (code == 0) {
      return result(id, "null");
    }
    return code < 0 ? error(id, code) : result(id, block(99, 98).replaceAll("170000\\d+", "null"));
  }

  @Test
  void shouldGiveUpAfterThreeBlocks() {
    probe.begin(false);
    read(batch(1, 70, 103, 102, 101));
    read(error(5, -32_014));
    read(result(6, "[97,98,99,100]"));
    read(error(7, -32_014));
    assertFailed(read(error(8, -32_014)), FailureKind.RPC_ERROR);
    probe.begin(false);
    read(batch(9, 70, 103, 102, 101));
    read(error(13, -32_004));
    assertFailed(read(result(14, "[]")), FailureKind.RPC_ERROR);
    probe.begin(false);
    read(batch(15, 101, 103, 102, 101));
    assertFailed(read(error(19, -32_004)), FailureKind.RPC_ERROR);
  }

  @Test
  void shouldListNoMoreThanItsRange() {
    probe.begin(false);
    read(batch(1, 7, 103, 102, 101));
    assertThat(asked(read(error(5, -32_014)))).contains("[69,100,");
    assertFailed(read(result(6, "[68]")), FailureKind.MALFORMED);
    probe.begin(false);
    read(batch(7, 98, 103, 102, 101));
    read(error(11, -32_014));
    assertFailed(read(result(12, "[98,99,100,98]")), FailureKind.MALFORMED);
    probe.begin(false);
    read(batch(13, 98, 103, 102, 101));
    read(error(17, -32_014));
    assertFailed(read(result(18, "[101]")), FailureKind.MALFORMED);
  }

  @Test
  void shouldTakeBeingBehindForNoRateLimit() {
    probe.begin(false);
    assertFailed(
        read(batch(1, 70, 103, 102, 101).replace(result(4, latest(101)), error(4, -32_005))),
        FailureKind.RPC_ERROR);
    probe.begin(false);
    read(batch(5, 70, 103, 102, 101));
    assertFailed(read(error(9, -32_005)), FailureKind.RPC_ERROR);
    probe.begin(false);
    assertFailed(read(error(7, 429)), FailureKind.RATE_LIMITED);
    probe.begin(false);
    read(batch(14, 70, 103, 102, 101));
    Step history = read(error(18, -32_011));
    assertFailed(history, FailureKind.RPC_ERROR);
    assertThat(((Step.Failed) history).why().message()).contains("no transaction history");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertFailed(slots(batch(1, 102, 103, 102, 101)), FailureKind.MALFORMED);
    String twin = batch(1, 101, 103, 102, 101).replaceFirst(Slots.text(101), Slots.text(9));
    assertFailed(slots(twin), FailureKind.MALFORMED);
    String nothing = batch(1, 0, 0, 0, 0).replace(Slots.text(0), Slots.ZERO);
    assertFailed(slots(nothing), FailureKind.NEVER_SYNCED);
    String none = batch(1, 70, 103, 102, 101).replace(Slots.text(101), Slots.ZERO);
    assertFailed(slots(none), FailureKind.MALFORMED);
    assertFailed(
        described(block(101, 100).replace(Slots.text(101), Slots.text(9))), FailureKind.MALFORMED);
    assertFailed(
        described(block(101, 100).replace(Slots.text(101), Slots.ZERO)), FailureKind.MALFORMED);
    assertFailed(
        described(block(101, 100).replace(Slots.text(100), Slots.ZERO)), FailureKind.MALFORMED);
    assertFailed(described(block(101, 101)), FailureKind.MALFORMED);
    assertFailed(
        described(block(101, 100).replace("1700000101", "9223372036854775807")),
        FailureKind.MALFORMED);
  }

  @Test
  void shouldFetchAHeaderByTheSlotThatItsChildNamed() {
    poll(1, 101, 97);
    assertThat(probe.askHeader(new BlockRef(100, hash(97))).map(SolanaProbeTest::body))
        .hasValueSatisfying(question -> assertThat(question).contains("[97,{"));
    assertThat(header(result(6, block(97, 96))))
        .isEqualTo(
            new HeaderStep.Found(new Head(97, hash(97), hash(96), Hash.ZERO, 1_700_000_097_000L)));
    assertThat(probe.askHeader(new BlockRef(96, hash(96))).map(SolanaProbeTest::body))
        .hasValueSatisfying(question -> assertThat(question).contains("[96,{"));
    assertThat(header(error(7, -32_007))).isEqualTo(new HeaderStep.Unknown());
    probe.askHeader(new BlockRef(50, hash(48)));
    assertThat(header(result(8, block(50, 48)))).isEqualTo(new HeaderStep.Unknown());
    probe.askHeader(new BlockRef(50, hash(50)));
    assertThat(header(error(9, -32_000))).isInstanceOf(HeaderStep.Failed.class);
    probe.askHeader(new BlockRef(50, hash(50)));
    assertThat(header("{")).isInstanceOf(HeaderStep.Failed.class);
  }

  @Test
  void shouldForgetTheOldestParentsOnly() {
    ParentSlots slots = new ParentSlots();
    for (long slot = 0; slot <= ParentSlots.MOST; slot++) {
      slots.add(
          new BlockAnswer(new Head(slot + 9, hash(slot + 9), hash(slot), Hash.ZERO, 1), slot));
    }
    assertThat(slots.of(new BlockRef(500, hash(0)))).isEqualTo(500);
    assertThat(slots.of(new BlockRef(500, hash(1)))).isEqualTo(1);
  }

  private HeaderStep header(String body) {
    return probe.readHeader(bytes(body));
  }

  private static String body(Request request) {
    return request.body().orElseThrow();
  }

  private void poll(long id, long slot) {
    poll(id, slot, slot - 1);
  }

  private void poll(long id, long slot, long parent) {
    probe.begin(false);
    read(batch(id, 70, slot + 2, slot + 1, slot));
    words(read(result(id + 4, block(slot, parent))));
  }

  private static String identified(long id, String genesis, String version) {
    return "["
        + result(id, "\"" + genesis + "\"")
        + ","
        + result(id + 1, version)
        + ","
        + batch(id + 2, 70, 103, 102, 101).substring(1);
  }

  private static Step slots(String body) {
    SolanaProbe fresh = new SolanaProbe(MAINNET);
    fresh.begin(false);
    return fresh.read(bytes(body));
  }

  private static Step described(String block) {
    SolanaProbe fresh = new SolanaProbe(MAINNET);
    fresh.begin(false);
    fresh.read(bytes(batch(1, 70, 103, 102, 101)));
    return fresh.read(bytes(result(5, block)));
  }

  private Step read(String body) {
    return probe.read(bytes(body));
  }

  private static String asked(Step step) {
    assertThat(step).isInstanceOf(Step.Ask.class);
    return body(((Step.Ask) step).next());
  }

  private static NodeWords words(Step step) {
    assertThat(step).isInstanceOf(Step.Said.class);
    return ((Step.Said) step).words();
  }

  private static void assertFailed(Step step, FailureKind kind) {
    assertThat(step).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) step).why().kind()).isEqualTo(kind);
    assertThat(((Step.Failed) step).why().message()).doesNotContain("s3cret");
  }
}
