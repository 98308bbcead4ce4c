package io.driftgate.hooks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void shouldReadABaseUrl() {
    Endpoint endpoint = Endpoint.of(URI.create("wss://www.deribit.com/ws/api/v2"));

    assertThat(endpoint.host()).isEqualTo("www.deribit.com");
    assertThat(endpoint.port()).isEqualTo(443);
    assertThat(endpoint.tls()).isTrue();
    assertThat(endpoint.path()).isEqualTo("/ws/api/v2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.bitmex.com",
        "ws://10.0.0.1/ws",
        "ftp://www.bitmex.com",
        "file:///etc/passwd",
        "https://user:word@www.bitmex.com",
        "https://www.bitmex.com?key=1",
        "https://www.bitmex.com#here",
        "https:///nowhere"
      })
  void shouldRefuseWhatIsNoPlaceOfAVenue(String url) {
    assertThatThrownBy(() -> Endpoint.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAllowPlainTextOnThisMachine() {
    assertThat(Endpoint.of(URI.create("http://127.0.0.1:8080")).tls()).isFalse();
    assertThat(Endpoint.of(URI.create("ws://[::1]:8080/ws")).port()).isEqualTo(8080);
  }
}
