package io.driftgate.collector.cometbft;

import static io.driftgate.collector.cometbft.Answers.hash;
import static io.driftgate.collector.cometbft.Answers.object;
import static io.driftgate.collector.cometbft.Answers.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderTest {
  /** The vector of CometBFT's own test; its names are hashed as SHA-256, addresses cut to 20. */
  private static final String VECTOR_HASH =
      "F740121F553B5418C3EFBD343C2DBFE9E007BB67B0D020A0741374BAB65242A4";

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of("cosmoshub-4", Answers.HUB, Answers.HUB_HASH),
        Arguments.of("osmosis-1", Answers.OSMOSIS, Answers.OSMOSIS_HASH),
        Arguments.of("dockerchain", Answers.FIRST, Answers.FIRST_HASH),
        Arguments.of("dockerchain", Answers.SECOND, Answers.SECOND_HASH),
        Arguments.of("dockerchain", Answers.THIRD, Answers.THIRD_HASH));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void shouldComputeTheHashesOfRealBlocks(String chain, String json, String digits)
      throws DefectException {
    Header header = Header.read(tree(json), chain);

    assertThat(header.hash()).isEqualTo(hash(digits));
    assertThat(header.verify(hash(digits))).isEqualTo(Verification.VERIFIED);
    assertThat(header.verify(hash(Answers.NOTHING))).isEqualTo(Verification.MISMATCH);
  }

  @Test
  void shouldComputeTheHashOfTheReferencesOwnVector() throws DefectException {
    ObjectNode json = object(Answers.HUB);
    json.putObject("version").put("block", "1").put("app", "2");
    json.put("chain_id", "chainId").put("height", "3").put("time", "2019-10-13T16:14:44Z");
    ObjectNode parent = json.putObject("last_block_id").put("hash", "00".repeat(32));
    parent.putObject("parts").put("total", 6).put("hash", "00".repeat(32));
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.endsWith("_hash")) {
                json.put(name, sha256(name));
              }
            });
    json.put("proposer_address", sha256("proposer_address").substring(0, 40));

    assertThat(Header.read(json, "chainId").hash()).isEqualTo(hash(VECTOR_HASH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "height",
        "time",
        "last_commit_hash",
        "data_hash",
        "validators_hash",
        "next_validators_hash",
        "consensus_hash",
        "app_hash",
        "last_results_hash",
        "evidence_hash",
        "proposer_address"
      })
  void shouldSeeEveryFieldThatIsNotTheBlocks(String name) throws DefectException {
    ObjectNode json = object(Answers.HUB);
    String text = json.get(name).textValue();
    json.put(name, name.equals("time") ? text.replace("503Z", "504Z") : flipped(text));

    assertThat(Header.read(json, "cosmoshub-4").verify(hash(Answers.HUB_HASH)))
        .isEqualTo(Verification.MISMATCH);
  }

  @Test
  void shouldNotJudgeAHeaderThatIsNewToIt() throws DefectException {
    ObjectNode more = object(Answers.HUB).put("blob_hash", "00");
    ObjectNode later = object(Answers.HUB);
    later.withObject("/version").put("block", "12");
    ObjectNode version = object(Answers.HUB);
    version.withObject("/version").put("fork", "1");
    ObjectNode parent = object(Answers.HUB);
    parent.withObject("/last_block_id/parts").put("root", "00");

    for (ObjectNode json : new ObjectNode[] {more, later, version, parent}) {
      assertThat(Header.read(json, "cosmoshub-4").verify(hash(Answers.HUB_HASH)))
          .isEqualTo(Verification.UNKNOWN_FIELDS);
    }
  }

  @Test
  void shouldReadWhatIsComparedBetweenNodes() throws DefectException {
    Head head = Header.read(tree(Answers.HUB), "cosmoshub-4").toHead(hash(Answers.HUB_HASH));

    assertThat(head)
        .isEqualTo(
            new Head(
                5_901_208,
                hash(Answers.HUB_HASH),
                hash(Answers.HUB_PARENT),
                hash("44CCA5932610E4790081F4C39AFD72999ED5BBFBE5E24AA9D35422F369A85C7F"),
                1_618_708_934_006L));
  }

  @Test
  void shouldHashAStateThatIsNot32BytesLong() throws DefectException {
    Head first = Header.read(tree(Answers.FIRST), "dockerchain").toHead(hash(Answers.FIRST_HASH));
    Head empty =
        Header.read(object(Answers.FIRST).put("app_hash", ""), "dockerchain")
            .toHead(hash(Answers.FIRST_HASH));

    assertThat(first.parentHash()).isEqualTo(Hash.ZERO);
    assertThat(first.stateRoot()).isEqualTo(Hash.of(Merkle.sha256(new byte[8])));
    assertThat(empty.stateRoot()).isEqualTo(hash(Answers.NOTHING));
  }

  private static String flipped(String hex) {
    return (hex.startsWith("0") ? "1" : "0") + hex.substring(1);
  }

  private static String sha256(String text) {
    return Hash.of(Merkle.sha256(Answers.bytes(text))).toString().substring(2);
  }
}
