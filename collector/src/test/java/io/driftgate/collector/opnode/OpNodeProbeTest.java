package io.driftgate.collector.opnode;

import static io.driftgate.collector.json.Mutants.bytes;
import static io.driftgate.collector.opnode.Statuses.NOTHING;
import static io.driftgate.collector.opnode.Statuses.base;
import static io.driftgate.collector.opnode.Statuses.block;
import static io.driftgate.collector.opnode.Statuses.config;
import static io.driftgate.collector.opnode.Statuses.error;
import static io.driftgate.collector.opnode.Statuses.good;
import static io.driftgate.collector.opnode.Statuses.hash;
import static io.driftgate.collector.opnode.Statuses.result;
import static io.driftgate.collector.opnode.Statuses.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.collector.json.Mutants;
import io.driftgate.collector.protocol.BaseLag;
import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpNodeProbeTest {
  /** The id of the first question of a probe's first poll. */
  private static final long FIRST = 4;

  private static final String VERSION = "\"v1.13.5-stable\"";

  private final OpNodeProbe probe = new OpNodeProbe(8_453);

  @Test
  void shouldAskWhoAnswersFirstAndItsStatusLast() {
    assertThat(probe.begin(true).body())
        .contains(
            "[{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"optimism_rollupConfig\",\"params\":[]},"
                + "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"optimism_version\",\"params\":[]},"
                + "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"optimism_syncStatus\",\"params\":[]}]");
    assertThat(probe.begin(false).body())
        .contains(
            "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"optimism_syncStatus\",\"params\":[]}]");
  }

  @Test
  void shouldReadThreeHeads() {
    NodeWords words = said(good());
    assertThat(words.head())
        .isEqualTo(
            new Head(
                600, Hash.parse(hash(601)), Hash.parse(hash(600)), Hash.ZERO, 1_700_001_200_000L));
    assertThat(words.finality())
        .isEqualTo(
            Finality.of(
                new BlockRef(580, Hash.parse(hash(581))),
                new BlockRef(300, Hash.parse(hash(301))),
                1_700_000_600_000L));
    assertThat(words.flags()).isEmpty();
  }

  @Test
  void shouldMeasureTheLagBehindTheBaseLayer() {
    assertThat(said(good()).rollup()).contains(new BaseLag(4, -1, 20, 40_000));
  }

  @Test
  void shouldDateAnOriginThatItHasSeenAsTheBaseLayersHead() {
    said(status(base(96), block(590, 95), block(580, 92), block(300, 40)));
    assertThat(said(good()).rollup()).contains(new BaseLag(4, 48_000, 20, 40_000));
  }

  @Test
  void shouldSayNoLagWhereTheBaseLayerIsNotKnownOrBehindTheOrigin() {
    assertThat(said(status(NOTHING, block(9, 8), NOTHING, NOTHING)).rollup())
        .contains(new BaseLag(-1, -1, -1, -1));
    assertThat(said(status(base(95), block(9, 96), block(8, 94), NOTHING)).rollup())
        .contains(new BaseLag(-1, -1, 1, 2_000));
  }

  @Test
  void shouldSayThatNothingIsSafeYet() {
    Finality finality = said(status(base(100), block(9, 96), NOTHING, NOTHING)).finality();
    assertThat(finality).isEqualTo(Finality.of(BlockRef.NONE, BlockRef.NONE));
  }

  @Test
  void shouldTellANodeThatNeverSynced() {
    assertFailed(plain(status(NOTHING, NOTHING, NOTHING, NOTHING)), FailureKind.NEVER_SYNCED);
  }

  @Test
  void shouldRefuseAnOrderThatCannotBe() {
    assertMalformed(plain(status(base(100), block(9, 8), block(10, 8), NOTHING)));
    assertMalformed(plain(status(base(100), block(9, 8), NOTHING, block(10, 8))));
    assertMalformed(plain(status(base(100), block(9, 8), block(7, 8), block(8, 8))));
    assertMalformed(
        plain(
            status(
                base(100), block(9, 8), block(8, 8).replace("1700000016", "1700000019"), NOTHING)));
  }

  @Test
  void shouldRefuseAZeroHashAboveGenesisAndATimeBeyondMilliseconds() {
    assertMalformed(plain(good().replace(hash(601), hash(0))));
    assertMalformed(plain(good().replace("1700001200", "9223372036854775807")));
  }

  @ParameterizedTest
  @CsvSource({
    "v1.13.5-stable, op-node",
    "0.0.0-dev, op-node",
    "kona-node/v1.2.3, kona-node",
    "Magi/1/x, magi",
    "untagged, ",
    "'', ",
    "../../x, ",
  })
  void shouldTellTheFamily(String version, String family) {
    NodeWords words = ((Step.Said) identified("8453", "\"" + version + "\"")).words();
    assertThat(words.family().orElse(null)).isEqualTo(family);
  }

  @Test
  void shouldGoWithoutAFamilyThatNobodyTells() {
    probe.begin(true);
    Step step =
        probe.read(
            bytes(
                "["
                    + String.join(
                        ",",
                        result(FIRST, config("8453")),
                        error(FIRST + 1, -32_601),
                        result(FIRST + 2, good()))
                    + "]"));
    assertThat(((Step.Said) step).words().family()).isEmpty();
  }

  @Test
  void shouldSayNoHeadOfAnotherChain() {
    assertFailed(identified("10", VERSION), FailureKind.WRONG_CHAIN);
    assertMalformed(identified("\"8453\"", VERSION));
    assertMalformed(identified("8453", "17"));
  }

  @Test
  void shouldCallARefusalWhatItIs() {
    probe.begin(false);
    assertFailed(probe.read(bytes("[" + error(FIRST, -32_000) + "]")), FailureKind.RPC_ERROR);
    probe.begin(false);
    assertFailed(
        probe.read(bytes("{\"error\":{\"code\":429,\"message\":\"s3cret\"}}")),
        FailureKind.RATE_LIMITED);
  }

  @Test
  void shouldWantEachFieldAsItMustBe() {
    String doc = "[" + result(FIRST, good()) + "]";
    Mutants.ofFields(
            doc,
            "/0/result",
            "/0/result/head_l1",
            "/0/result/head_l1/hash",
            "/0/result/head_l1/number",
            "/0/result/head_l1/timestamp",
            "/0/result/unsafe_l2",
            "/0/result/unsafe_l2/hash",
            "/0/result/unsafe_l2/number",
            "/0/result/unsafe_l2/parentHash",
            "/0/result/unsafe_l2/timestamp",
            "/0/result/unsafe_l2/l1origin",
            "/0/result/unsafe_l2/l1origin/hash",
            "/0/result/unsafe_l2/l1origin/number",
            "/0/result/safe_l2",
            "/0/result/safe_l2/hash",
            "/0/result/safe_l2/number",
            "/0/result/safe_l2/timestamp",
            "/0/result/finalized_l2",
            "/0/result/finalized_l2/hash",
            "/0/result/finalized_l2/number",
            "/0/result/finalized_l2/timestamp",
            "/0/id")
        .forEach((what, body) -> assertMalformed(what, readAsFirst(body)));
  }

  @Test
  void shouldCallNonsenseMalformed() {
    String doc = "[" + result(FIRST, good()) + "]";
    Mutants.ofBytes(doc).forEach(body -> assertMalformed("bytes", readAsFirst(body)));
  }

  @Test
  void shouldSurviveAnyChangeOfAnyByte() {
    String doc = "[" + result(FIRST, good()) + "]";
    Mutants.ofChance(doc, 10_000).forEach(body -> assertThat(readAsFirst(body)).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "01", "-1", "1.5", "0x1", "base", "1234567890123456789", "１"})
  void shouldObjectToAnotherChainId(String chainId) {
    assertThat(new OpNodeProtocol().objectionTo(chainId)).isPresent();
    assertThat(new OpNodeProtocol().objectionTo("8453")).isEmpty();
  }

  @Test
  void shouldPushNothing() {
    OpNodeProtocol protocol = new OpNodeProtocol();
    assertThat(protocol.pushes()).isEqualTo(Pushes.NOTHING);
    assertThatThrownBy(() -> protocol.subscribe(new Watched("8453", false)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldForgetTheOldestOriginsOnly() {
    OriginTimes times = new OriginTimes();
    for (long number = 0; number <= OriginTimes.MOST; number++) {
      Hash hash = new Hash(1, 2, 3, number);
      times.add(new BlockFields(new BlockRef(number, hash), Hash.ZERO, number));
    }
    assertThat(times.ofMs(new Hash(1, 2, 3, 0))).isEqualTo(-1);
    assertThat(times.ofMs(new Hash(1, 2, 3, 1))).isEqualTo(1);
  }

  /** A probe of its own, so that the ids are those of a first poll. */
  private static Step readAsFirst(byte[] body) {
    OpNodeProbe fresh = new OpNodeProbe(8_453);
    fresh.begin(false);
    return fresh.read(body);
  }

  private static Step plain(String status) {
    return readAsFirst(bytes("[" + result(FIRST, status) + "]"));
  }

  private int polls;

  private NodeWords said(String status) {
    probe.begin(false);
    long id = FIRST + 3L * polls;
    polls++;
    return ((Step.Said) probe.read(bytes("[" + result(id, status) + "]"))).words();
  }

  private Step identified(String chainId, String version) {
    OpNodeProbe fresh = new OpNodeProbe(8_453);
    fresh.begin(true);
    String items =
        String.join(
            ",",
            result(FIRST, config(chainId)),
            result(FIRST + 1, version),
            result(FIRST + 2, good()));
    return fresh.read(bytes("[" + items + "]"));
  }

  private static void assertMalformed(Step step) {
    assertFailed(step, FailureKind.MALFORMED);
  }

  private static void assertMalformed(String what, Step step) {
    assertThat(step).as(what).isInstanceOf(Step.Failed.class);
    Defect why = ((Step.Failed) step).why();
    assertThat(why.kind()).as(what).isEqualTo(FailureKind.MALFORMED);
    assertThat(why.message()).hasSizeLessThan(200).doesNotContain("s3cret");
  }

  private static void assertFailed(Step step, FailureKind kind) {
    assertThat(step).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) step).why().kind()).isEqualTo(kind);
    assertThat(((Step.Failed) step).why().message()).doesNotContain("s3cret");
  }
}
