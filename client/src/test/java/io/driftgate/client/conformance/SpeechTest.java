package io.driftgate.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scripted gate says what the product was recorded saying, field by field. */
final class SpeechTest {
  private static final Path RECORDING =
      Path.of("src", "test", "resources", "conformance", "session.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldSpeakAsTheProductWasRecorded() throws IOException {
    Speech speech = new Speech(1000);
    List<JsonNode> said =
        List.of(
            speech.hello(),
            speech.snapshot(),
            speech.lease("1"),
            speech.move("WITHDRAW"),
            speech.header("heartbeat"));
    for (String line : Files.readAllLines(RECORDING)) {
      JsonNode recorded = JSON.readTree(line);
      said.stream()
          .filter(frame -> frame.get("type").equals(recorded.get("type")))
          .forEach(frame -> assertHolds(frame, recorded, recorded.get("type").asText()));
    }
  }

  private static void assertHolds(JsonNode said, JsonNode recorded, String where) {
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      String at = where + '.' + field.getKey();
      JsonNode here = said.get(field.getKey());
      assertThat(here).as(at).isNotNull();
      assertThat(here.getNodeType()).as(at).isEqualTo(field.getValue().getNodeType());
      if (here.isObject()) {
        assertHolds(here, field.getValue(), at);
      } else if (here.isArray() && !here.isEmpty() && field.getValue().get(0) != null) {
        assertHolds(here.get(0), field.getValue().get(0), at);
      }
    }
  }
}
