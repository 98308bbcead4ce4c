package io.driftgate.collector.evm;

import static io.driftgate.collector.evm.Answers.batch;
import static io.driftgate.collector.evm.Answers.bytes;
import static io.driftgate.collector.evm.Answers.error;
import static io.driftgate.collector.evm.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HeaderVerificationTest {
  private static final String PRAGUE = "prague-22431084";
  private static final String OTHER_HASH = "0x" + "5a".repeat(32);
  private static final String SUBSCRIBED = "0x1";

  private final HeaderCheck check = HeaderCheck.of(true);

  static Stream<String> all() {
    return Vectors.all();
  }

  static Stream<String> older() {
    return Vectors.older();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldVerifyRealHeaders(String name) {
    assertThat(polled(Vectors.read(name))).isEqualTo(Verification.VERIFIED);
    assertThat(pushed(Vectors.read(name))).isEqualTo(Verification.VERIFIED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldVerifyNoneOfWhichAFieldIsAnother(String name) {
    for (HeaderField field : HeaderField.values()) {
      ObjectNode block = Vectors.read(name);
      polled(block);
      block.put(field.jsonName(), changed(block, field));
      assertThat(polled(block)).as("%s", field).isEqualTo(Verification.MISMATCH);
    }
    ObjectNode renamed = Vectors.read(name).put("hash", OTHER_HASH);
    assertThat(polled(renamed)).isEqualTo(Verification.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldTakeNoFieldLeftOutOfAPollForAnExcuse(String name) {
    for (HeaderField field : HeaderField.values()) {
      ObjectNode block = Vectors.read(name);
      boolean told = block.remove(field.jsonName()) != null;
      boolean compared = BlockFields.isCompared(field.jsonName());
      if (told && !compared && !isDifficultyZero(name, field)) {
        assertThat(polled(block)).as("%s", field).isEqualTo(Verification.MISMATCH);
        block.putNull(field.jsonName());
        assertThat(polled(block)).as("%s", field).isEqualTo(Verification.MISMATCH);
      }
    }
  }

  @Test
  void shouldCountAMissingDifficultyAsNone() {
    ObjectNode block = Vectors.read(PRAGUE);
    block.remove("difficulty");
    assertThat(polled(block)).isEqualTo(Verification.VERIFIED);
  }

  @Test
  void shouldFindUnknownFieldsOnlyWhereTheHashDiffers() {
    ObjectNode block = Vectors.read(PRAGUE).put("frameRoot", OTHER_HASH);
    assertThat(polled(block)).isEqualTo(Verification.VERIFIED);
    block.put("hash", OTHER_HASH);
    assertThat(polled(block)).isEqualTo(Verification.UNKNOWN_FIELDS);
    assertThat(pushed(block)).isEqualTo(Verification.UNKNOWN_FIELDS);
  }

  @Test
  void shouldTakeWhatStandsBesideAHeaderForNoneOfIt() {
    ObjectNode block = Vectors.read(PRAGUE).put("hash", OTHER_HASH);
    block.put("size", "0x1").put("totalDifficulty", "0x1").put("l1BlockNumber", "0x1");
    block.put("sendRoot", OTHER_HASH).put("sendCount", "0x1");
    block.putArray("transactions").add(OTHER_HASH);
    block.putArray("uncles");
    block.putArray("withdrawals").addObject().put("index", "0x1");
    assertThat(polled(block)).isEqualTo(Verification.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("older")
  void shouldProveNothingByAPushThatIsNotWhole(String name) {
    assertThat(pushed(Vectors.read(name).put("hash", OTHER_HASH))).isEqualTo(Verification.OFF);
  }

  @Test
  void shouldTakeAWholePushAtItsWord() {
    ObjectNode block = Vectors.read(PRAGUE).put("hash", OTHER_HASH);
    assertThat(pushed(block)).isEqualTo(Verification.MISMATCH);
    block.remove("requestsHash");
    assertThat(pushed(block)).isEqualTo(Verification.OFF);
  }

  @Test
  void shouldNotTakeARepeatedHashForARepeatedHeader() {
    ObjectNode block = Vectors.read(PRAGUE);
    for (int i = 0; i < 3; i++) {
      assertThat(polled(block)).isEqualTo(Verification.VERIFIED);
    }
    assertThat(polled(block.put("stateRoot", OTHER_HASH))).isEqualTo(Verification.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldReadNothingOfTheHeaderWhenSwitchedOff(String name) {
    ObjectNode block = Vectors.read(name).put("hash", OTHER_HASH).put("logsBloom", "s3cret");
    assertThat(heads(block, HeaderCheck.of(false)).verification()).isEqualTo(Verification.OFF);
  }

  @ParameterizedTest
  @EnumSource(HeaderField.class)
  void shouldCallHostileValuesMalformed(HeaderField field) {
    for (String value : hostile(field)) {
      ObjectNode block = Vectors.read(PRAGUE).put(field.jsonName(), value);
      assertMalformed(read(block.toString(), check), value);
      assertMalformed(push(block.toString(), check), value);
    }
    for (String value : List.of("1", "-1", "true", "[]", "{\"a\":[1]}", "1e9", "9".repeat(1_000))) {
      String block = Vectors.read(PRAGUE).put(field.jsonName(), "HERE").toString();
      assertMalformed(read(block.replace("\"HERE\"", value), check), value);
    }
  }

  @ParameterizedTest
  @EnumSource(HeaderField.class)
  void shouldCallAFieldThatStandsTwiceMalformed(HeaderField field) {
    String block = Vectors.read(PRAGUE).put(field.jsonName(), good(field)).toString();
    String twice = "{\"" + field.jsonName() + "\":\"" + good(field) + "\"," + block.substring(1);
    assertMalformed(read(twice, check), "twice");
  }

  @Test
  void shouldCallAHashThatStandsTwiceMalformed() {
    String block = Vectors.read(PRAGUE).toString();
    String twice = "{\"hash\":\"" + OTHER_HASH + "\"," + block.substring(1);
    assertMalformed(read(twice, check), "twice");
  }

  /** Not malformed, only another hash. */
  @Test
  void shouldReadAsMuchExtraDataAsClientsBear() {
    ObjectNode block =
        Vectors.read(PRAGUE).put(HeaderField.EXTRA_DATA.jsonName(), "0x" + "11".repeat(100 * 1024));
    assertThat(polled(block)).isEqualTo(Verification.MISMATCH);
  }

  private static List<String> hostile(HeaderField field) {
    List<String> values = new ArrayList<>();
    values.addAll(List.of("", "0", "0X1", "x", "-0x1", "0x-1", "0xg0", "0x 1", "s3cret", "٣٣"));
    values.add("0x" + "1".repeat(1_000_000));
    values.add("0x" + "1".repeat(2 * field.maxBytes() + 1));
    values.add("0x" + "1".repeat(2 * field.maxBytes() + 2));
    if (field.isQuantity()) {
      values.addAll(List.of("0x", "0x00", "0x01", "0x" + "0".repeat(63) + "1"));
    } else {
      values.add("0x1" + "11".repeat(field.minBytes()));
      values.add("0x123");
    }
    if (field.minBytes() > 0) {
      values.add("0x");
      values.add("0x" + "11".repeat(field.minBytes() - 1));
    }
    return values;
  }

  private static String good(HeaderField field) {
    return field.isQuantity() ? "0x10" : "0x" + "11".repeat(Math.max(1, field.minBytes()));
  }

  /** Another value of the same form. */
  private static String changed(ObjectNode block, HeaderField field) {
    String old = block.path(field.jsonName()).asText(good(field));
    if (old.length() <= 3) {
      return "0x12";
    }
    char first = old.charAt(2);
    return "0x" + (first == '1' ? '2' : '1') + old.substring(3);
  }

  private static boolean isDifficultyZero(String name, HeaderField field) {
    return field == HeaderField.DIFFICULTY
        && Vectors.read(name).path("difficulty").asText().equals("0x0");
  }

  private Verification polled(ObjectNode block) {
    return heads(block, check).verification();
  }

  private Verification pushed(ObjectNode block) {
    PushEvent event = push(block.toString(), check);
    assertThat(event).isInstanceOf(PushEvent.NewHead.class);
    return ((PushEvent.NewHead) event).verification();
  }

  private static NodeWords heads(ObjectNode block, HeaderCheck check) {
    Step answer = read(block.toString(), check);
    assertThat(answer).isInstanceOf(Step.Said.class);
    return ((Step.Said) answer).words();
  }

  private static Step read(String block, HeaderCheck check) {
    return new EvmBatch(1, 1, false, check)
        .read(batch(error(1, -39_001), error(2, -39_001), result(3, block)));
  }

  private static PushEvent push(String block, HeaderCheck check) {
    EvmSubscription subscription = new EvmSubscription(1, check);
    subscription.read(bytes(result(1, "\"0x1\"")));
    subscription.read(bytes(result(2, "\"" + SUBSCRIBED + "\"")));
    return subscription.read(
        bytes(
            "{\"method\":\"eth_subscription\",\"params\":{\"subscription\":\""
                + SUBSCRIBED
                + "\",\"result\":"
                + block
                + "}}"));
  }

  private static void assertMalformed(Object outcome, String value) {
    Defect failure =
        outcome instanceof PushEvent.Broken broken ? broken.why() : ((Step.Failed) outcome).why();
    String shown = value.substring(0, Math.min(80, value.length()));
    assertThat(failure.kind()).as(shown).isEqualTo(FailureKind.MALFORMED);
    assertThat(failure.message()).as(shown).doesNotContain("s3cret");
  }
}
