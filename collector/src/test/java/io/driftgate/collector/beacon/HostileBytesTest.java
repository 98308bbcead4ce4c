package io.driftgate.collector.beacon;

import static io.driftgate.collector.beacon.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of a poll, broken in every way; the place of each in the poll is its index. */
final class HostileBytesTest {
  private static final List<String> POLL =
      List.of(
          Documents.CONTRACT,
          Documents.GENESIS,
          Documents.SPEC,
          Documents.VERSION,
          Documents.checkpoints(
              1, Documents.sealed(31).toString(), 2, Documents.sealed(64).toString()),
          Documents.header(31),
          Documents.header(64),
          Documents.SYNCED,
          Documents.header(100));

  private static final List<List<String>> STRINGS =
      List.of(
          List.of("chain_id"),
          List.of("genesis_time"),
          List.of("SECONDS_PER_SLOT", "SLOTS_PER_EPOCH"),
          List.of("version"),
          List.of("epoch", "root"),
          List.of("root", "slot", "proposer_index", "parent_root", "state_root", "body_root"),
          List.of("root", "slot", "proposer_index", "parent_root", "state_root", "body_root"),
          List.of("sync_distance"),
          List.of("root", "slot", "proposer_index", "parent_root", "state_root", "body_root"));

  private static final List<String> FLAGS =
      List.of("is_syncing", "is_optimistic", "el_offline", "execution_optimistic");

  static Stream<Integer> places() {
    return Stream.iterate(0, i -> i < POLL.size(), i -> i + 1);
  }

  @ParameterizedTest
  @MethodSource("places")
  void shouldCallEveryTruncationMalformed(int place) {
    byte[] whole = bytes(POLL.get(place));
    for (int length = 0; length < whole.length; length++) {
      assertMalformed(place, new String(whole, 0, length, StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void shouldWantEachStringAsItMustBe(int place) {
    for (String field : STRINGS.get(place)) {
      List<String> values =
          List.of("null", "7", "true", "[]", "{}", "\"\u0000\"", "[\"1\"]", "1e400");
      for (String value : values) {
        assertMalformed(place, with(place, field, value));
      }
      if (!field.equals("version")) {
        for (String text : List.of("", "-1", "+1", "1.0", "0x", "0x1", " 1", "１", "1e3")) {
          assertMalformed(place, with(place, field, "\"" + text + "\""));
        }
        assertMalformed(place, with(place, field, "\"" + "9".repeat(30) + "\""));
        assertMalformed(place, with(place, field, "\"" + "9".repeat(1_000_000) + "\""));
      }
      assertMissingAndTwice(place, field);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void shouldWantEachFlagTrueOrFalse(int place) {
    for (String flag : FLAGS) {
      // The checkpoints' own is not asked about: the head's is.
      if (POLL.get(place).contains(flag) && place != 4) {
        for (String value : List.of("null", "0", "1", "\"false\"", "[]", "{}")) {
          String changed = POLL.get(place).replace("\"" + flag + "\":false", "\"" + flag + "\":");
          assertMalformed(place, changed.replace("\"" + flag + "\":", "\"" + flag + "\":" + value));
        }
        assertMissingAndTwice(place, flag);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void shouldCallNonsenseMalformed(int place) {
    String good = POLL.get(place);
    for (String body :
        List.of(
            " ",
            "null",
            "7",
            "\"ok\"",
            "[]",
            "{}",
            "{\"data\":null}",
            "{\"data\":[]}",
            "{\"data\":{}}",
            "[" + good + "]",
            good + good,
            good + " x",
            "\uFEFF" + good,
            "<html>",
            "{\"code\":404,\"message\":\"s3cret\"}",
            good.replaceFirst("\\{", "{\"x\":" + "[".repeat(10_000) + ","),
            good.replaceFirst("\\{", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + ","),
            good.replaceFirst("\\{", "{\"x\":" + "9".repeat(1_000_000) + ","),
            good.replaceFirst("\\{", "{\"" + "n".repeat(200) + "\":1,"))) {
      assertMalformed(place, body);
    }
  }

  @Test
  void shouldSurviveAnyChangeOfAnyByte() {
    Random chance = new Random(11);
    for (int round = 0; round < 5_000; round++) {
      int place = round % POLL.size();
      byte[] good = bytes(POLL.get(place));
      byte[] body = Arrays.copyOf(good, 1 + chance.nextInt(good.length));
      for (int i = chance.nextInt(4); i >= 0; i--) {
        body[chance.nextInt(body.length)] = (byte) chance.nextInt(256);
      }
      assertThat(at(place).read(body)).isNotNull();
      assertThat(new BeaconSubscription().read(body)).isNotNull();
    }
  }

  @Test
  void shouldSurviveAnyEvent() {
    String good = BeaconSubscriptionTest.head(10, 3);
    for (int length = "head\n".length(); length < good.length(); length++) {
      PushEvent event = new BeaconSubscription().read(bytes(good.substring(0, length)));
      assertThat(event).isInstanceOf(PushEvent.Broken.class);
    }
    Random chance = new Random(12);
    for (int round = 0; round < 20_000; round++) {
      byte[] message = bytes(good);
      message[chance.nextInt(message.length)] = (byte) chance.nextInt(256);
      assertThat(new BeaconSubscription().read(message)).isNotNull();
    }
  }

  private static void assertMissingAndTwice(int place, String field) {
    String good = POLL.get(place);
    assertMalformed(place, good.replace("\"" + field + "\"", "\"other\""));
    assertMalformed(
        place, good.replaceFirst("\"" + field + "\"", "\"" + field + "\":\"1\",\"" + field + "\""));
  }

  /** The last field of the name gets another value. */
  private static String with(int place, String field, String value) {
    String good = POLL.get(place);
    String name = "\"" + field + "\":";
    int from = good.lastIndexOf(name) + name.length();
    int to = good.indexOf('"', from + 1) + 1;
    return good.substring(0, from) + value + good.substring(to);
  }

  private static BeaconProbe at(int place) {
    BeaconProbe probe = new BeaconProbe(1, true);
    probe.begin(true);
    for (int i = 0; i < place; i++) {
      assertThat(probe.read(bytes(POLL.get(i)))).isInstanceOf(Step.Ask.class);
    }
    return probe;
  }

  private static void assertMalformed(int place, String body) {
    String what = place + ": " + body.substring(0, Math.min(400, body.length()));
    Step step = at(place).read(bytes(body));
    assertThat(step).as(what).isInstanceOf(Step.Failed.class);
    Defect why = ((Step.Failed) step).why();
    assertThat(why.kind()).as(what).isEqualTo(FailureKind.MALFORMED);
    assertThat(why.message()).hasSizeLessThan(200).doesNotContain("s3cret");
  }
}
