package io.driftgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CloudEventTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void shouldBeACloudEvent() throws IOException {
    JsonNode event = MAPPER.readTree(CloudEvent.of(Samples.message()));
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("id").asText()).isEqualTo("7-42-desk");
    assertThat(event.path("source").asText()).isEqualTo("driftgate/desk");
    assertThat(event.path("type").asText()).isEqualTo("io.driftgate.market.transition");
    assertThat(event.path("subject").asText()).isEqualTo("ETH-PERP");
    assertThat(event.path("time").asText()).isEqualTo("2023-11-14T22:13:20.123Z");
    assertThat(event.path("events").asText()).isEqualTo("withdraw,pause");
    assertThat(event.path("restricts").asBoolean()).isTrue();
    assertThat(event.path("data").path("seq").asLong()).isEqualTo(42);
    assertThat(event.path("data").has("validUntilMs")).isFalse();
    event.fieldNames().forEachRemaining(name -> assertThat(name).matches("[a-z0-9]{1,20}"));
  }

  @Test
  void shouldSayUntilWhenItHolds() throws IOException {
    Message message = new Message("x", Samples.withdrawal(), OptionalLong.of(99));
    JsonNode event = MAPPER.readTree(CloudEvent.of(message));
    assertThat(event.path("id").asText()).isEqualTo("x");
    assertThat(event.path("data").path("validUntilMs").asLong()).isEqualTo(99);
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Delivery read = CloudEvent.read(CloudEvent.of(Samples.message()));
    assertThat(read).usingRecursiveComparison().isEqualTo(Samples.withdrawal());
  }

  @Test
  void shouldRefuseWhatIsNoneOfOurs() {
    for (String body : new String[] {"{}", "[]", "{\"source\":\"x\"}", "nonsense", ""}) {
      assertThatThrownBy(() -> CloudEvent.read(body.getBytes(StandardCharsets.UTF_8)))
          .as(body)
          .isInstanceOf(IOException.class);
    }
  }
}
