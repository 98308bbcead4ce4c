package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The clients' conformance suite speaks as this server spoke when {@code session.jsonl} was
 * recorded; this server still speaks so. With {@code -Ddriftgate.record} it is recorded anew.
 */
final class RecordedSessionIT {
  private static final Path RECORDING =
      Path.of("..", "client", "src", "test", "resources", "conformance", "session.jsonl");

  @Test
  void shouldStillSpeakAsRecorded() throws IOException {
    List<JsonObject> spoken = session();
    if (System.getProperty("driftgate.record") != null) {
      Files.write(RECORDING, spoken.stream().map(JsonObject::encode).toList());
    }
    List<JsonObject> recorded =
        Files.readAllLines(RECORDING).stream().map(JsonObject::new).toList();
    assertThat(spoken).hasSameSizeAs(recorded);
    for (int i = 0; i < recorded.size(); i++) {
      assertHolds(spoken.get(i), recorded.get(i), "frame " + i);
    }
  }

  /** What a desk hears that subscribes, renews, and sees its market open and close. */
  private static List<JsonObject> session() {
    List<JsonObject> heard = new ArrayList<>();
    FakeGate gate = new FakeGate("ETH-PERP");
    try (Feeding feeding = new Feeding(gate);
        TestDesk desk = feeding.desk()) {
      heard.add(desk.next("hello"));
      desk.renew("0");
      heard.add(desk.next("error"));
      desk.subscribe("gate");
      heard.add(desk.next("snapshot"));
      desk.renew("1");
      heard.add(desk.next("lease"));
      for (Quotes to : List.of(Quotes.OPEN, Quotes.WITHDRAW)) {
        feeding.onGate(
            () -> {
              gate.move("ETH-PERP", to);
              return true;
            });
        heard.add(desk.next("transition"));
        desk.renew(to.name());
        heard.add(desk.next("lease"));
      }
      heard.add(desk.next("heartbeat"));
    }
    return heard;
  }

  /** Every field is there with its type, and with its value where that says what it means. */
  private static void assertHolds(JsonObject spoken, JsonObject recorded, String where) {
    for (Map.Entry<String, Object> field : recorded) {
      String at = where + '.' + field.getKey();
      Object now = spoken.getValue(field.getKey());
      if (field.getValue() instanceof JsonObject inner) {
        assertThat(now).as(at).isInstanceOf(JsonObject.class);
        assertHolds((JsonObject) now, inner, at);
      } else if (field.getValue() instanceof JsonArray rows) {
        assertThat(now).as(at).isInstanceOf(JsonArray.class);
        for (int i = 0; i < rows.size(); i++) {
          if (rows.getValue(i) instanceof JsonObject row) {
            assertHolds(((JsonArray) now).getJsonObject(i), row, at + '[' + i + ']');
          }
        }
      } else if (field.getValue() instanceof Number) {
        assertThat(now).as(at).isInstanceOf(Number.class);
      } else if (String.valueOf(field.getValue()).startsWith("0x")) {
        assertThat(String.valueOf(now)).as(at).matches("0x[0-9a-f]{64}");
      } else if (!at.endsWith(".version")) {
        assertThat(now).as(at).isEqualTo(field.getValue());
      }
    }
  }
}
