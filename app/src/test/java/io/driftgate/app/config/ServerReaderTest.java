package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, as the file says it. */
final class ServerReaderTest {
  private static final String HASH =
      "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";

  @TempDir Path folder;

  private Reading read(String... server) {
    String text =
        String.join("\n", server)
            + """

            chains: [ { id: eth, chainId: 1, blockTime: 12s, quorum: { fraction: 2/3, minNodes: 1 } } ]
            nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
            policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
            markets: [ { id: ETH, legs: [ { chain: eth, policy: p } ] } ]
            """;
    return ConfigReader.read(
        "f.yaml", folder, text.getBytes(StandardCharsets.UTF_8), name -> Optional.empty());
  }

  @Test
  void shouldReadTokensOriginsAndLimits() {
    ServerSettings server =
        read(
                "server:",
                "  allowedOrigins: [ 'https://Desk.example', 'http://desk:80', 'http://desk:81' ]",
                "  limits: { perToken: 3 }",
                "  tokens:",
                "    - { id: desk-a, sha256: '" + HASH + "', scopes: [feed, operate],",
                "        markets: ['ETH-*'], expires: 2030-01-01T00:00:00Z }")
            .configuration()
            .orElseThrow()
            .server();

    Token token = server.access().tokens().get(0);
    assertThat(token.id()).isEqualTo("desk-a");
    assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.FEED, Scope.OPERATE);
    assertThat(token.markets().sees("ETH-PERP")).isTrue();
    assertThat(token.markets().sees("SOL-PERP")).isFalse();
    assertThat(token.expiresMs()).hasValue(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli());
    assertThat(server.access().allowedOrigins())
        .containsExactlyInAnyOrder("https://desk.example", "http://desk", "http://desk:81");
    assertThat(server.crowd().perToken()).isEqualTo(3);
    assertThat(server.crowd().connections()).isEqualTo(10_000);
    assertThat(server.isInsecure()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokens: [ { id: a, sha256: 12, scopes: [feed], markets: ['*'] } ]|tokens[0].sha256|64 hex",
        "tokens: [ { id: a, sha256: canary-secret, scopes: [feed], markets: ['*'] } ]|tokens[0].sha256|64 hex",
        "tokens: [ { id: a, sha256: NOTHING, scopes: [feed], markets: ['*'] } ]|tokens[0].sha256|of nothing",
        "tokens: [ { id: a, sha256: HASH, scopes: [], markets: ['*'] } ]|tokens[0].scopes|is empty",
        "tokens: [ { id: a, sha256: HASH, scopes: [operat], markets: ['*'] } ]|tokens[0].scopes[0]|did you mean 'operate'",
        "tokens: [ { id: a, sha256: HASH, scopes: [feed] } ]|tokens[0].markets|is missing",
        "tokens: [ { id: a, sha256: HASH, scopes: [feed], markets: ['E TH'] } ]|tokens[0].markets[0]|ETH-*",
        "tokens: [ { id: a, sha256: HASH, scopes: [feed], markets: ['*'], expires: soon } ]|tokens[0].expires|2027-01-31",
        "tokens: [ { id: a, sha256: HASH, scopes: [feed], markets: ['*'], token: x } ]|tokens[0].token|unknown key",
        "allowedOrigins: [ 'https://desk.example/' ]|allowedOrigins[0]|scheme, host and port only",
        "allowedOrigins: [ '*' ]|allowedOrigins[0]|is no origin",
        "allowedOrigins: [ 'null' ]|allowedOrigins[0]|is no origin",
        "limits: { perToken: 0 }|limits.perToken|from 1 to",
        "tls: { certificate: none.pem, key: none.key }|tls.key|does not exist",
        "host: 0.0.0.0|host|insecure: true",
        "host: gate.example|host|tokens, tls"
      })
  void shouldRefuseWithLineAndRemedy(String line, String path, String word) {
    String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    List<Problem> problems =
        read("server:", "  " + line.replace("HASH", HASH).replace("NOTHING", nothing)).problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).isEqualTo(2);
    assertThat(problems.get(0).path()).isEqualTo("server." + path);
    assertThat(problems.get(0).message()).contains(word).doesNotContain("canary");
  }

  @Test
  void shouldRefuseTheSameTokenTwice() {
    String one = "{ id: a, sha256: '" + HASH + "', scopes: [feed], markets: ['*'] }";

    assertThat(read("server: { tokens: [ " + one + ", " + one + " ] }").problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("server.tokens[1].id", "server.tokens[1].sha256");
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead() throws Exception {
    Files.writeString(folder.resolve("c.pem"), "x");
    Files.writeString(folder.resolve("k.pem"), "canary");
    Files.setPosixFilePermissions(
        folder.resolve("k.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(read("server: { tls: { certificate: c.pem, key: k.pem } }").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("server.tls.key"))
        .satisfies(problem -> assertThat(problem.message()).contains("chmod 600"));
  }

  @Test
  void shouldLetOtherMachinesInWhereThatIsWritten() {
    ServerSettings server =
        read("server: { host: 0.0.0.0, insecure: true }").configuration().orElseThrow().server();

    assertThat(server.isInsecure()).isTrue();
    assertThat(server.access().thisMachineOnly()).isFalse();
  }
}
