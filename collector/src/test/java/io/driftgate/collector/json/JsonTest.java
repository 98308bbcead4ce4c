package io.driftgate.collector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.collector.protocol.DefectException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldTakeNoNameForOneThatItOnlyEndsWith() throws DefectException {
    assertThat(Json.tree(bytes("{\"n\":1}")).get("n").intValue()).isEqualTo(1);
    assertThatThrownBy(() -> Json.tree(bytes("{\"\u00ffn\":1}")))
        .isInstanceOf(DefectException.class)
        .hasMessage("not UTF-8: it has byte 0xff");
  }

  @Test
  void shouldReadNamesAndTextsBeyondAscii() throws DefectException {
    byte[] body = "{\"é\":\"ÿ\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(Json.tree(body).get("é").asText()).isEqualTo("ÿ");
  }
}
