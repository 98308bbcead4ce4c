package io.driftgate.collector.cometbft;

import static io.driftgate.collector.cometbft.Answers.blockchain;
import static io.driftgate.collector.cometbft.Answers.bytes;
import static io.driftgate.collector.cometbft.Answers.meta;
import static io.driftgate.collector.cometbft.Answers.result;
import static io.driftgate.collector.cometbft.Answers.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileBytesTest {
  private static final Watched CHAIN = new Watched("cosmoshub-4", true);
  private static final String STATUS = result(1, status("cosmoshub-4", 5_901_208, false));
  private static final String BLOCKS =
      result(2, blockchain(5_901_208, meta(Answers.HUB_HASH, Answers.HUB)));
  private static final List<String> ODD_VALUES =
      List.of("null", "true", "-1", "1.5", "1e400", "[]", "{}", "\"\u00fc\"", "\"0x00\"", "\"-1\"");
  private static final List<String> PATHS =
      List.of(
          "/0/result/node_info",
          "/0/result/node_info/network",
          "/0/result/sync_info",
          "/0/result/sync_info/latest_block_height",
          "/0/result/sync_info/catching_up",
          "/1/result/last_height",
          "/1/result/block_metas",
          "/1/result/block_metas/0/block_id",
          "/1/result/block_metas/0/block_id/hash",
          "/1/result/block_metas/0/header",
          "/1/result/block_metas/0/header/version",
          "/1/result/block_metas/0/header/version/block",
          "/1/result/block_metas/0/header/chain_id",
          "/1/result/block_metas/0/header/height",
          "/1/result/block_metas/0/header/time",
          "/1/result/block_metas/0/header/last_block_id",
          "/1/result/block_metas/0/header/last_block_id/hash",
          "/1/result/block_metas/0/header/last_block_id/parts",
          "/1/result/block_metas/0/header/last_block_id/parts/total",
          "/1/result/block_metas/0/header/last_block_id/parts/hash",
          "/1/result/block_metas/0/header/last_commit_hash",
          "/1/result/block_metas/0/header/data_hash",
          "/1/result/block_metas/0/header/validators_hash",
          "/1/result/block_metas/0/header/next_validators_hash",
          "/1/result/block_metas/0/header/consensus_hash",
          "/1/result/block_metas/0/header/app_hash",
          "/1/result/block_metas/0/header/last_results_hash",
          "/1/result/block_metas/0/header/evidence_hash",
          "/1/result/block_metas/0/header/proposer_address");

  static Stream<String> bodies() {
    String good = good();
    return Stream.of(
        "",
        " \r\n\t",
        "<!doctype html><html></html>",
        "\uFEFF" + good,
        good + "[]",
        good + " x",
        "[".repeat(10_000),
        field("[".repeat(10_000)),
        field("{\"a\":".repeat(10_000)),
        field("[".repeat(40) + "]".repeat(40)),
        field("9".repeat(90)),
        field("1" + "0".repeat(1_000_000)),
        field("{\"" + "n".repeat(200) + "\":1}"),
        field("NaN"),
        field("\"\u0001\""),
        "\"ok\"",
        "[]",
        "{}",
        "[[],[]]",
        "[1,2]",
        "[" + STATUS + "]",
        "[" + STATUS + "," + STATUS + "]",
        "[" + STATUS + "," + BLOCKS + "," + BLOCKS + "]",
        good.replace("\"id\":2", "\"id\":3"),
        good.replace("\"id\":2", "\"id\":\"2\""),
        good.replace("\"id\":2", "\"id\":2.0"),
        good.replace("\"id\":2", "\"id\":99999999999999999999"),
        good.replace("\"id\":2", "\"id\":1,\"id\":2"),
        good.replace("\"id\":2", "\"error\":\"no\",\"id\":2"),
        good.replace("\"id\":2", "\"error\":{\"code\":\"1\"},\"id\":2"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void shouldCallNonsenseMalformed(String body) {
    assertMalformed(body, read(bytes(body)));
  }

  @Test
  void shouldReadTheDocumentThatTheOthersAreMadeOf() {
    assertThat(read(bytes(good()))).isInstanceOf(Step.Said.class);
  }

  @Test
  void shouldCallWhatIsCutOffMalformed() {
    byte[] good = bytes(good());
    for (int length = 0; length < good.length; length++) {
      assertMalformed("cut at " + length, read(Arrays.copyOf(good, length)));
    }
    assertMalformed("UTF-16", read(good().getBytes(StandardCharsets.UTF_16LE)));
  }

  @Test
  void shouldWantEachFieldOnceAndOfItsType() {
    for (String path : PATHS) {
      assertThat(Answers.tree(good()).at(path).isMissingNode()).as(path).isFalse();
      assertRefused(path + " missing", read(without(path)));
      assertMalformed(path + " twice", read(twice(path)));
      for (String value : ODD_VALUES) {
        assertRefused(path + " = " + value, read(with(path, value)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "+5", "5.0", "0x5", "９", " 5", "9223372036854775808"})
  void shouldCallAnotherHeightMalformed(String height) {
    assertMalformed(
        height, read(with("/1/result/block_metas/0/header/height", "\"" + height + "\"")));
    if (!height.equals("0")) {
      String path = "/0/result/sync_info/latest_block_height";
      assertMalformed(height, read(with(path, "\"" + height + "\"")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2021-04-18",
        "2021-04-18T01:22:14",
        "2021-04-18T01:22:14+00:00",
        "2021-04-18 01:22:14Z",
        "2021-02-30T01:22:14Z",
        "2021-13-01T01:22:14Z",
        "2021-04-18T24:00:00Z",
        "2021-04-18T01:22:60Z",
        "2021-04-18T01:22:14.Z",
        "2021-04-18T01:22:14.0123456789Z",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "２021-04-18T01:22:14Z"
      })
  void shouldCallAnotherTimeMalformed(String time) {
    assertMalformed(time, read(with("/1/result/block_metas/0/header/time", "\"" + time + "\"")));
  }

  @Test
  void shouldCallAnotherHashMalformed() {
    List<String> odd =
        List.of("0", "zz", "0x" + "0".repeat(62), "g".repeat(64), "0".repeat(66), "０".repeat(64));
    for (String digits : odd) {
      String value = "\"" + digits + "\"";
      assertMalformed(digits, read(with("/1/result/block_metas/0/block_id/hash", value)));
      assertMalformed(
          digits, read(with("/1/result/block_metas/0/header/last_block_id/hash", value)));
    }
    String zero = "\"" + "0".repeat(64) + "\"";
    assertMalformed("zero", read(with("/1/result/block_metas/0/block_id/hash", zero)));
    assertMalformed("none", read(with("/1/result/block_metas/0/block_id/hash", "\"\"")));
    String long1 = "\"" + "0".repeat(2_050) + "\"";
    assertMalformed("long", read(with("/1/result/block_metas/0/header/app_hash", long1)));
  }

  @Test
  void shouldWantOneToTwentyBlocksNoneAboveTheLast() {
    JsonNode meta = Answers.tree(BLOCKS).at("/result/block_metas/0");
    String path = "/1/result/block_metas";
    assertMalformed("21 blocks", read(with(path, "[" + (meta + ",").repeat(20) + meta + "]")));
    assertMalformed("null", read(with(path, "[null]")));
    assertThat(read(with(path, "[" + meta + ",null]"))).isInstanceOf(Step.Said.class);
    assertMalformed("last", read(with("/1/result/last_height", "\"5901207\"")));
  }

  @Test
  void shouldRepeatNoBytesOfTheBody() {
    Step step = read(bytes("[{s3cret:1}]"));
    assertThat(((Step.Failed) step).why().message()).doesNotContain("s3cret");
  }

  @Test
  void shouldSurviveAnyChangeOfAnyByte() {
    byte[] poll = bytes(good());
    byte[] event = bytes(Answers.event("tm.event='NewBlockHeader'", Answers.HUB));
    Random chance = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      assertThat(read(spoilt(poll, chance))).isNotNull();
      assertThat(live().read(spoilt(event, chance))).isNotNull();
    }
  }

  @Test
  void shouldBreakOnAnEventThatIsCutOff() {
    byte[] event = bytes(Answers.event("tm.event='NewBlockHeader'", Answers.HUB));
    assertThat(live().read(event)).isInstanceOf(PushEvent.NewHead.class);
    for (int length = 0; length < event.length; length++) {
      assertThat(live().read(Arrays.copyOf(event, length))).isInstanceOf(PushEvent.Broken.class);
    }
  }

  private static byte[] spoilt(byte[] good, Random chance) {
    byte[] body = Arrays.copyOf(good, 1 + chance.nextInt(good.length));
    for (int i = chance.nextInt(4); i >= 0; i--) {
      body[chance.nextInt(body.length)] = (byte) chance.nextInt(256);
    }
    return body;
  }

  private static CometSubscription live() {
    CometSubscription subscription = new CometSubscription(CHAIN);
    subscription.read(bytes(STATUS));
    subscription.read(bytes(BLOCKS));
    subscription.read(bytes("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}"));
    return subscription;
  }

  private static Step read(byte[] body) {
    CometProbe probe = new CometProbe(CHAIN);
    probe.begin(true);
    return probe.read(body);
  }

  private static String good() {
    return "[" + STATUS + "," + BLOCKS + "]";
  }

  private static String field(String value) {
    return good().replaceFirst("\\{", "{\"x\":" + value + ",");
  }

  private static byte[] with(String path, String value) {
    JsonNode all = Answers.tree(good());
    parent(all, path).putPOJO(name(path), new RawValue(value));
    return bytes(all.toString());
  }

  private static byte[] without(String path) {
    JsonNode all = Answers.tree(good());
    parent(all, path).remove(name(path));
    return bytes(all.toString());
  }

  private static byte[] twice(String path) {
    JsonNode all = Answers.tree(good());
    ObjectNode parent = parent(all, path);
    JsonNode value = parent.get(name(path));
    parent.set("twice", value);
    return bytes(all.toString().replace("\"twice\"", "\"" + name(path) + "\""));
  }

  private static ObjectNode parent(JsonNode all, String path) {
    return (ObjectNode) all.at(path.substring(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** An odd value may be of the field's type: then another chain, the flag or the hash tells. */
  private static void assertRefused(String name, Step answer) {
    if (answer instanceof Step.Said said) {
      boolean told = said.words().verification() != Verification.VERIFIED;
      assertThat(told || said.words().flags().contains(NodeFlag.SYNCING)).as(name).isTrue();
    } else {
      assertThat(((Step.Failed) answer).why().kind())
          .as(name)
          .isIn(FailureKind.MALFORMED, FailureKind.WRONG_CHAIN);
    }
  }

  private static void assertMalformed(String name, Step answer) {
    assertThat(answer).as(name).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) answer).why().kind()).as(name).isEqualTo(FailureKind.MALFORMED);
    assertThat(((Step.Failed) answer).why().message()).hasSizeLessThan(200);
  }
}
