package io.driftgate.collector.evm;

import static io.driftgate.collector.evm.Answers.batch;
import static io.driftgate.collector.evm.Answers.block;
import static io.driftgate.collector.evm.Answers.bytes;
import static io.driftgate.collector.evm.Answers.hash;
import static io.driftgate.collector.evm.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileBytesTest {
  private static final EvmBatch HEADS = new EvmBatch(1, 10, false, HeaderCheck.of(false));

  static Stream<Arguments> bodies() throws IOException {
    String good = good();
    return Stream.of(
        Arguments.of("empty", bytes("")),
        Arguments.of("blank", bytes(" \r\n\t")),
        Arguments.of("web page", bytes("<!doctype html><html></html>")),
        Arguments.of("byte order mark", bytes("\uFEFF" + good)),
        Arguments.of("UTF-16", good.getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("gzip", gzip(good)),
        Arguments.of("cut off", bytes(good.substring(0, good.length() - 2))),
        Arguments.of("two values", bytes(good + "[]")),
        Arguments.of("text after it", bytes(good + " x")),
        Arguments.of("10,000 arrays", bytes("[".repeat(10_000) + "]".repeat(10_000))),
        Arguments.of("10,000 arrays in a field", bytes(field("[".repeat(10_000)))),
        Arguments.of("10,000 objects", bytes(field("{\"a\":".repeat(10_000)))),
        Arguments.of("a million digits", bytes(field("1" + "0".repeat(1_000_000)))),
        Arguments.of("long exponent", bytes(field("1e" + "9".repeat(500)))),
        Arguments.of("long name", bytes("[{\"" + "n".repeat(100_000) + "\":1}]")),
        Arguments.of("40 arrays", bytes(field("[".repeat(40) + "]".repeat(40)))),
        Arguments.of("90 digits", bytes(field("9".repeat(90)))),
        Arguments.of("name of 200", bytes(field("{\"" + "n".repeat(200) + "\":1}"))),
        Arguments.of("NaN", bytes(field("NaN"))),
        Arguments.of("Infinity", bytes(field("-Infinity"))),
        Arguments.of("control character", bytes(field("\"\u0001\""))),
        Arguments.of("comment", bytes("[/* */]")),
        Arguments.of("single quotes", bytes("[{'id':10}]")),
        Arguments.of("a string", bytes("\"ok\"")),
        Arguments.of("a list of lists", bytes("[[],[],[]]")),
        Arguments.of("a list of numbers", bytes("[10,11,12]")),
        Arguments.of("an empty list", bytes("[]")),
        Arguments.of("an empty object", bytes("{}")),
        Arguments.of("17 answers", bytes("[" + "{\"id\":10},".repeat(16) + "{\"id\":10}]")),
        Arguments.of("huge id", bytes(good.replace("\"id\":12", "\"id\":99999999999999999999"))),
        Arguments.of("fractional id", bytes(good.replace("\"id\":12", "\"id\":12.0"))),
        Arguments.of("id twice", bytes(good.replace("\"id\":12", "\"id\":11,\"id\":12"))),
        Arguments.of("error text", bytes(good.replace("\"id\":12", "\"error\":\"no\",\"id\":12"))),
        Arguments.of("invalid UTF-8", invalidUtf8(good)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void shouldCallNonsenseMalformed(String name, byte[] body) {
    assertMalformed(name, HEADS.read(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"9\"",
        "\"0x\"",
        "\"0x09\"",
        "\"0X9\"",
        "\"0x-9\"",
        "\"-0x9\"",
        "\"0x8000000000000000\"",
        "\"0x10000000000000000\"",
        "\"0x+1\"",
        "\"0x ９\"",
        "\"\"",
        "9",
        "null",
        "true",
        "[\"0x9\"]",
        "{\"a\":1}"
      })
  void shouldCallAnotherHeightMalformed(String number) {
    assertMalformed(number, latest(block(9).replace("\"number\":\"0x9\"", "\"number\":" + number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1", "0x", "", "0x0g", "0x00", "zz"})
  void shouldCallAnotherHashMalformed(String text) {
    String padded = text.equals("0x0g") ? text + "0".repeat(62) : text;
    assertMalformed(text, latest(block(9).replace(hash(10), padded)));
    assertMalformed(text, latest(block(9).replace(hash(9), padded)));
    assertMalformed(text, latest(block(9).replace(hash(1_009), padded)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "hash", "parentHash", "stateRoot", "timestamp"})
  void shouldWantEachFieldOnce(String field) {
    assertMalformed(field, latest(block(9).replace("\"" + field + "\"", "\"other\"")));
    String twice = block(9).replaceFirst("\\{", "{\"" + field + "\":\"" + hash(9) + "\",");
    assertMalformed(field, latest(twice));
  }

  @Test
  void shouldCallAZeroHashAboveGenesisMalformed() {
    assertMalformed("zero hash", latest(block(9).replace(hash(10), hash(0))));
  }

  @Test
  void shouldCallATimestampBeyondMillisecondsMalformed() {
    assertMalformed("time", latest(block(9).replace("0x10\"", "0x7fffffffffffffff\"")));
  }

  @Test
  void shouldTakeNoResultFromWhereANotificationHasIt() {
    String elsewhere = "{\"id\":12,\"params\":{\"result\":" + block(9) + "}";
    String[] lastAnswers = {
      elsewhere + "}",
      elsewhere + ",\"result\":" + block(8) + "}",
      elsewhere.replaceFirst("\\{", "{\"result\":" + block(8) + ",") + "}"
    };
    for (String last : lastAnswers) {
      assertMalformed(last, HEADS.read(batch(result(10, "null"), result(11, "null"), last)));
    }
  }

  @Test
  void shouldSkipDuplicatesAndOddValuesInFieldsThatNobodyAskedFor() {
    String odd = block(9).replaceFirst("\\{", "{\"x\":1,\"x\":[null,1e9,{\"number\":3}],");
    assertThat(latest(odd)).isInstanceOf(Step.Said.class);
  }

  @Test
  void shouldRepeatNoBytesOfTheBody() {
    Defect failure = ((Step.Failed) HEADS.read(bytes("[{s3cret:1}]"))).why();
    assertThat(failure.message()).doesNotContain("s3cret");
  }

  @Test
  void shouldSurviveAnyChangeOfAnyByte() {
    byte[] good = bytes(good());
    Random chance = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = Arrays.copyOf(good, 1 + chance.nextInt(good.length));
      for (int i = chance.nextInt(4); i >= 0; i--) {
        body[chance.nextInt(body.length)] = (byte) chance.nextInt(256);
      }
      assertThat(HEADS.read(body)).isNotNull();
    }
  }

  private static Step latest(String block) {
    return HEADS.read(batch(result(10, "null"), result(11, "null"), result(12, block)));
  }

  private static void assertMalformed(String name, Step answer) {
    assertThat(answer).as(name).isInstanceOf(Step.Failed.class);
    assertThat(((Step.Failed) answer).why().kind()).as(name).isEqualTo(FailureKind.MALFORMED);
    assertThat(((Step.Failed) answer).why().message()).hasSizeLessThan(200);
  }

  private static String good() {
    return "[" + String.join(",", Answers.items(10, 3, 5, 9)) + "]";
  }

  private static String field(String value) {
    return good().replaceFirst("\\{", "{\"x\":" + value + ",");
  }

  private static byte[] invalidUtf8(String good) {
    byte[] body = bytes(good.replaceFirst("\\{", "{\"x\":\"__\","));
    body[8] = (byte) 0xc0;
    body[9] = (byte) 0x80;
    return body;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }
}
