package io.driftgate.collector.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {
  private static final String STREAM =
      "\uFEFF: hello\n\nevent: head\ndata: {\"a\":1}\n\n:\n\ndata:one\ndata:  two\ndata\n\n"
          + "id: 7\nretry: 10\nother\nevent: empty\n\nevent:é\ndata:x:y\n\ndata: unfinished";

  private static final List<String> EVENTS =
      List.of("head\n{\"a\":1}", "message\none\n two\n", "é\nx:y");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void shouldReadALineHoweverItEnds(String end) {
    byte[] bytes = bytes(STREAM.replace("\n", end));
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(read(bytes, size)).as("in chunks of %d", size).isEqualTo(EVENTS);
    }
  }

  @Test
  void shouldHoldNoMoreThanItsCap() {
    assertThat(fits(100, "data:" + "x".repeat(90) + "\n\n")).isTrue();
    assertThat(fits(100, "data:" + "x".repeat(96))).isFalse();
    assertThat(fits(100, ":" + "x".repeat(100))).isFalse();
    assertThat(fits(100, ("data:" + "x".repeat(30) + "\n").repeat(4))).isFalse();
    assertThat(fits(100, "data:\n".repeat(200))).isFalse();
    assertThat(fits(100, "data: x\n\n: y\n\nevent: z\n\n".repeat(100))).isTrue();
  }

  @Test
  void shouldSurviveAnyBytes() {
    Random chance = new Random(3);
    byte[] alphabet = bytes("data:event \r\n{}\uFEFFx");
    for (int round = 0; round < 20_000; round++) {
      byte[] stream = new byte[chance.nextInt(60)];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = alphabet[chance.nextInt(alphabet.length)];
      }
      assertThat(read(stream, 1)).isEqualTo(read(stream, 60));
    }
  }

  private static boolean fits(int cap, String stream) {
    return new EventParser(cap, event -> {}).read(bytes(stream));
  }

  private static List<String> read(byte[] stream, int chunk) {
    List<String> events = new ArrayList<>();
    EventParser parser = new EventParser(1_000, event -> events.add(event.toString()));
    for (int from = 0; from < stream.length; from += chunk) {
      byte[] part = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunk));
      assertThat(parser.read(part)).isTrue();
    }
    return events;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
