package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code feed.signingKey}, {@code feed.spareKey} and {@code feed.drill}. */
final class FeedKeysTest {
  private static final String REST =
      """
      data: ./data
      chains: [ { id: eth, chainId: 1, blockTime: 12s, quorum: { minNodes: 1 } } ]
      nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
      markets: [ { id: ETH, legs: [ { chain: eth, policy: p } ] } ]
      """;

  @TempDir private Path folder;
  private final SigningKey one = SigningKey.random();
  private final SigningKey two = SigningKey.random();

  @BeforeEach
  void writeKeys() throws Exception {
    write("one.pem", one.pem(), "rw-------");
    write("two.pem", two.pem(), "rw-------");
  }

  private void write(String name, String text, String mode) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Reading read(String feed) {
    byte[] text = ("feed: { " + feed + " }\n" + REST).getBytes(StandardCharsets.UTF_8);
    return ConfigReader.read("c.yaml", folder, text, name -> Optional.empty());
  }

  private FeedSettings settings(String feed) {
    Reading reading = read(feed);
    assertThat(reading.problems()).isEmpty();
    return reading.configuration().orElseThrow().feed();
  }

  private String problem(String feed) {
    Reading reading = read(feed);
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().get(0).toString();
  }

  @Test
  void shouldReadTheSigningKeyFirst() {
    FeedSettings feed = settings("spareKey: '${file:two.pem}', signingKey: '${file:one.pem}'");
    assertThat(feed.keys()).extracting(SigningKey::kid).containsExactly(one.kid(), two.kid());
    assertThat(feed.toString())
        .contains(one.kid())
        .doesNotContain(one.pem().lines().toList().get(1));
  }

  @Test
  void shouldSignNothingAndDrillEveryHalfMinuteByDefault() {
    FeedSettings feed = settings("lease: 1s");
    assertThat(feed.keys()).isEmpty();
    assertThat(feed.drillMs()).isEqualTo(30_000);
    assertThat(settings("drill: 0s").drillMs()).isZero();
    assertThat(settings("drill: 5s").drillMs()).isEqualTo(5_000);
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead() throws Exception {
    write("open.pem", one.pem(), "rw-r-----");
    assertThat(problem("signingKey: '${file:open.pem}'")).contains("chmod 600");
  }

  @Test
  void shouldRefuseWhatIsNoKeyWithoutShowingIt() throws Exception {
    write("cut.pem", one.pem().replace("KEY-----\n", "KEY-----\nMC4"), "rw-------");
    assertThat(problem("signingKey: '${file:cut.pem}'"))
        .contains("feed.signingKey", "holds no Ed25519 private key")
        .doesNotContain("MC4");
    assertThat(problem("signingKey: 'secretsecret'"))
        .contains("one reference to a secret")
        .doesNotContain("secretsecret");
    assertThat(problem("signingKey: '${file:none.pem}'")).contains("cannot be read");
  }

  @Test
  void shouldRefuseASpareKeyByItself() {
    assertThat(problem("spareKey: '${file:two.pem}'")).contains("name it under signingKey");
  }
}
