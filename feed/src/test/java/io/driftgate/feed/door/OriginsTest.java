package io.driftgate.feed.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages come in, and under which names the server is called. */
final class OriginsTest {
  private static final Set<String> LISTED = Set.of("https://desk.example", "http://desk:81");

  @ParameterizedTest
  @CsvSource({
    "false, , 127.0.0.1:8080, true",
    "false, http://127.0.0.1:8080, 127.0.0.1:8080, true",
    "false, HTTP://LocalHost:8080, localhost:8080, true",
    "false, https://127.0.0.1:8080, 127.0.0.1:8080, false",
    "true, https://gate:8080, gate:8080, true",
    "true, http://gate:8080, gate:8080, false",
    "false, http://127.0.0.1:8081, 127.0.0.1:8080, false",
    "false, http://localhost:8080, 127.0.0.1:8080, false",
    "false, null, 127.0.0.1:8080, false",
    "false, , , true",
    "false, http://x, , false",
    "false, https://desk.example, 127.0.0.1:8080, true",
    "false, https://desk.example:444, 127.0.0.1:8080, false",
    "false, https://desk.example.evil, 127.0.0.1:8080, false",
    "false, http://desk.example, 127.0.0.1:8080, false",
    "false, http://desk:81, 127.0.0.1:8080, true"
  })
  void shouldLetInTheServersOwnPagesAndThoseListed(
      boolean tls, String origin, String host, boolean in) {
    Origins origins = new Origins(tls, LISTED);
    assertThat(origins.allows(Optional.ofNullable(origin), Optional.ofNullable(host)))
        .isEqualTo(in);
  }

  @ParameterizedTest
  @CsvSource({
    "gate.internal, true",
    "Gate.Internal:8080, true",
    "localhost, true",
    "10.0.0.5:8080, true",
    "[::1]:8080, true",
    "[fe80::1], true",
    "desk.example:1, true",
    "desk, true",
    "evil.example, false",
    "localhost.evil.example, false",
    "1.2.3.4.evil.example, false",
    "1.2.3.4.5, false",
    "localhost:8080@evil.example, false",
    "'', false"
  })
  void shouldBeCalledByAddressesAndItsOwnNames(String host, boolean known) {
    HostNames names = new HostNames("gate.internal", LISTED);
    assertThat(names.has(Optional.of(host))).isEqualTo(known);
    assertThat(names.has(Optional.empty())).isFalse();
  }
}
