package io.driftgate.collector.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://h, '', /",
    "http://h, /eth/v1, /eth/v1",
    "http://h/, /eth/v1, /eth/v1",
    "http://h/key, /eth/v1, /key/eth/v1",
    "http://h/key/, /eth/v1?a=b, /key/eth/v1?a=b",
    "http://h/p?key=k, '', /p?key=k",
    "http://h/p?key=k, /eth/v1, /p/eth/v1?key=k",
    "http://h?key=k, /eth/v1?a=b, /eth/v1?a=b&key=k"
  })
  void shouldPutWhatIsAskedBelowTheNodesOwnPathAndKeepItsQuery(
      String uri, String below, String target) {
    Address address = Address.of(URI.create(uri), "http", "https");
    assertThat(address.targetOf(below)).isEqualTo(target);
  }
}
