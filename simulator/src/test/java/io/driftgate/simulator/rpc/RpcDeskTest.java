package io.driftgate.simulator.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.chain.HeaderJson;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.SimulatedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RpcDeskTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChainModel chain =
      new ChainModel(new ChainSpec(1337, 1_000, 4, 1, 1_700_000_000_000L));
  private final SimulatedNode node = new SimulatedNode(chain);
  private final RpcDesk desk = new RpcDesk(new RpcMethods(node, NodeIdentity.of(0, 4, 1337)));

  @Test
  void shouldIntroduceItselfAsSimulated() {
    assertThat(result("eth_chainId", "").textValue()).isEqualTo("0x539");
    assertThat(result("net_version", "").textValue()).isEqualTo("1337");
    assertThat(result("web3_clientVersion", "").textValue()).startsWith("Geth/v").contains("-sim");
    assertThat(result("net_peerCount", "").textValue()).isEqualTo("0x3");
    assertThat(result("eth_syncing", "").booleanValue()).isFalse();
    assertThat(NodeIdentity.of(4, 6, 1).clientVersion()).startsWith("erigon/v");
    assertThat(NodeIdentity.of(5, 6, 1).clientVersion()).startsWith("Geth/v");
  }

  @Test
  void shouldAnswerBlocksWhoseHashCanBeRecomputed() {
    JsonNode latest = result("eth_getBlockByNumber", "\"latest\",false");

    assertThat(HeaderJson.read(latest).hash()).hasToString(latest.get("hash").textValue());
    assertThat(result("eth_blockNumber", "")).isEqualTo(latest.get("number"));
    assertThat(latest.get("transactions").isArray()).isTrue();
    assertThat(latest.get("withdrawals").isArray()).isTrue();
    assertThat(latest.get("uncles").isArray()).isTrue();
    assertThat(latest.get("size").textValue()).startsWith("0x");
  }

  @Test
  void shouldAnswerTagsNumbersAndHashes() {
    Block head = node.head();
    String hex = "0x" + Long.toHexString(head.height() - 1);
    assertThat(hash("\"safe\",true")).isEqualTo(node.safe().orElseThrow().hash().toString());
    assertThat(hash("\"finalized\",false"))
        .isEqualTo(node.finalized().orElseThrow().hash().toString());
    assertThat(hash("\"pending\",false")).isEqualTo(head.hash().toString());
    assertThat(hash("\"earliest\",false")).isEqualTo(chain.genesis().hash().toString());
    assertThat(hash("\"" + hex + "\",false")).isEqualTo(head.header().parentHash().toString());
    JsonNode byHash = result("eth_getBlockByHash", "\"" + head.hash() + "\",false");
    assertThat(byHash.get("hash").textValue()).isEqualTo(head.hash().toString());
  }

  @Test
  void shouldAnswerNullForBlocksThatItDoesNotHave() {
    String nowhere = "\"0x" + "7".repeat(64) + "\",false";

    assertThat(result("eth_getBlockByNumber", "\"0xffffff\",false").isNull()).isTrue();
    assertThat(result("eth_getBlockByHash", nowhere).isNull()).isTrue();
  }

  @Test
  void shouldShowALiarsHeadUnderTheHashOfItsHeader() {
    node.suffer(Fault.lie(30_000_000));
    JsonNode latest = result("eth_getBlockByNumber", "\"latest\",false");

    assertThat(HeaderJson.read(latest).hash().toString()).isEqualTo(latest.get("hash").textValue());
    assertThat(HeaderJson.read(latest).number()).isGreaterThan(30_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "", "[1,", "{\"a\":1,\"a\":2}", "{} {}", "nonsense", "[[[[[[[[[[[[[[[[["})
  void shouldCallWhatIsNoJsonAParseError(String request) {
    assertThat(errorCode(ask(request))).isEqualTo(-32700);
  }

  @Test
  void shouldRefuseADeepNesting() {
    assertThat(errorCode(ask("[".repeat(10_000) + "]".repeat(10_000)))).isEqualTo(-32700);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "1",
        "[]",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"eth_chainId\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"eth_chainId\"}"
      })
  void shouldCallWhatIsNoCallAnInvalidRequest(String request) {
    assertThat(errorCode(ask(request))).isEqualTo(-32600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth_sendTransaction  | []",
        "eth_subscribe        | [\"newHeads\"]",
      })
  void shouldNameMethodsThatItLacks(String method, String params) {
    assertThat(errorCode(ask(call(method, params)))).isEqualTo(-32601);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "eth_getBlockByNumber | []",
        "eth_getBlockByNumber | [\"latest\"]",
        "eth_getBlockByNumber | [7,false]",
        "eth_getBlockByNumber | [\"newest\",false]",
        "eth_getBlockByNumber | [\"0x01\",false]",
        "eth_getBlockByNumber | [\"0x\",false]",
        "eth_getBlockByNumber | [\"0xffffffffffffffffff\",false]",
        "eth_getBlockByNumber | {\"block\":\"latest\"}",
        "eth_getBlockByHash   | [\"0x12\",false]",
        "eth_subscribe        | [\"logs\"]",
        "eth_unsubscribe      | [\"0x1\"]",
        "eth_unsubscribe      | []",
      })
  void shouldRefuseArgumentsThatItCannotRead(String method, String params) {
    assertThat(errorCode(ask(call(method, params)))).isEqualTo(-32602);
  }

  @Test
  void shouldAnswerABatchInOrderAndLeaveOutNotifications() {
    JsonNode answers =
        ask(
            "[{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"eth_chainId\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nope\"}]");

    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).get("id").textValue()).isEqualTo("a");
    assertThat(answers.get(1).get("id").intValue()).isEqualTo(2);
    assertThat(errorCode(answers.get(1))).isEqualTo(-32601);
  }

  @Test
  void shouldRefuseABatchOfMoreThanAHundred() {
    String call = call("eth_chainId", "[]");

    assertThat(ask("[" + (call + ",").repeat(99) + call + "]")).hasSize(100);
    assertThat(errorCode(ask("[" + (call + ",").repeat(100) + call + "]"))).isEqualTo(-32600);
  }

  @Test
  void shouldNotAnswerANotification() {
    assertThat(answer("{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}")).isEmpty();
    assertThat(answer("[{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}]")).isEmpty();
  }

  private String hash(String params) {
    return result("eth_getBlockByNumber", params).get("hash").textValue();
  }

  private JsonNode result(String method, String params) {
    JsonNode answer = ask(call(method, "[" + params + "]"));
    assertThat(answer.get("jsonrpc").textValue()).isEqualTo("2.0");
    assertThat(answer.get("id").intValue()).isEqualTo(1);
    assertThat(answer.has("result")).as("%s", answer).isTrue();
    return answer.get("result");
  }

  private static String call(String method, String params) {
    return String.format(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params);
  }

  private static int errorCode(JsonNode answer) {
    return answer.path("error").path("code").intValue();
  }

  private JsonNode ask(String request) {
    try {
      return JSON.readTree(answer(request).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<byte[]> answer(String request) {
    return desk.answer(request.getBytes(StandardCharsets.UTF_8), Subscriptions.NONE);
  }
}
