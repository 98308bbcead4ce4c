package io.driftgate.app.guarded;

import io.driftgate.app.Program;
import io.driftgate.app.tail.TailTrust;
import io.driftgate.simulator.FleetSpec;
import io.driftgate.simulator.NodeAddress;
import io.driftgate.simulator.SimulatedFleet;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The product as a careful operator runs it: a process of its own with TLS, tokens and a signed
 * feed, in front of three simulated nodes on which nothing goes wrong, so that its markets open.
 */
final class GuardedGate implements AutoCloseable {
  /** The texts of tokens; what each is good for is in {@link #TOKENS}. */
  static final String GOOD = "good-3hJb9wQx";

  static final String OF_ONE_MARKET = "narrow-8Kd2mVzq";
  static final String OF_NO_MARKET = "elsewhere-5TgYc1Rn";
  static final String WITHOUT_FEED = "readonly-7LpWs4Ef";
  static final String WITHOUT_READ = "feedonly-2XvBn6Hj";

  static final String OF_AN_OPERATOR = "operator-9RtMk3Zw";

  private static final String TOKENS =
      token("good", GOOD, "feed, read", "*")
          + token("narrow", OF_ONE_MARKET, "feed, read", "ETH-*")
          + token("elsewhere", OF_NO_MARKET, "feed, read", "DOGE-*")
          + token("readonly", WITHOUT_FEED, "read", "*")
          + token("feedonly", WITHOUT_READ, "feed", "*")
          + token("operator", OF_AN_OPERATOR, "operate", "*");
  private static final String REST =
      """
      chains: [ { id: simnet, chainId: 31337, blockTime: 1s, quorum: { fraction: 2/3 } } ]
      policies:
        - id: p
          bounds: [ { metric: head.staleness, withdraw: 8s } ]
          recovery: { hold: 1s, blocks: 1 }
      markets:
        - { id: ETH-PERP, legs: [ { chain: simnet, policy: p } ] }
        - { id: SOL-PERP, legs: [ { chain: simnet, policy: p } ] }
      """;

  final Certificate certificate;

  private final Vertx vertx;
  private final Path folder;
  private final Program program;
  private final String page;

  /** The signing key's id and public key, as {@code driftgate keys} prints them. */
  final String kid;

  final String publicKey;

  private GuardedGate(Path folder, Vertx vertx) throws Exception {
    this.folder = folder;
    this.vertx = vertx;
    this.certificate = Certificate.in(folder, "gate");
    List<String> made = keys(folder, "feed-ed25519.pem");
    this.kid = made.get(0);
    this.publicKey = made.get(1);
    this.program = Program.start(folder, "run", "--config", config(fleet()).toString());
    this.page = program.page();
  }

  /** Ready to be connected to; its markets open some seconds later. */
  static GuardedGate start(Path folder) throws Exception {
    return new GuardedGate(folder, Vertx.vertx());
  }

  /** A new signing key's id and public key. */
  static List<String> keys(Path folder, String file) throws IOException, InterruptedException {
    Program keys = Program.start(folder, "keys", "--out", folder.resolve(file).toString());
    String printed =
        new String(keys.process().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    keys.process().waitFor(30, TimeUnit.SECONDS);
    List<String> words = List.of(printed.strip().split("\\s+", -1));
    return List.of(words.get(words.indexOf("kid") + 1), words.get(words.indexOf("ed25519") + 1));
  }

  private List<NodeAddress> fleet() throws Exception {
    FleetSpec spec = new FleetSpec(3, 31_337, 1_000, 4, 1, "calm", List.of());
    return SimulatedFleet.start(vertx, spec, line -> {})
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS)
        .nodes();
  }

  private Path config(List<NodeAddress> nodes) throws IOException {
    StringBuilder text = new StringBuilder("server:\n  port: 0\n");
    text.append("  tls: { certificate: gate.pem, key: gate.key }\n  tokens:\n").append(TOKENS);
    text.append("feed: { lease: 1s, signingKey: \"${file:feed-ed25519.pem}\" }\nnodes:\n");
    for (NodeAddress node : nodes) {
      text.append(
          "  - { id: %s, chain: simnet, http: '%s', ws: '%s', poll: { interval: 250ms, timeout: 2s } }\n"
              .formatted(node.name(), node.http(), node.ws()));
    }
    return Files.writeString(folder.resolve("driftgate.yaml"), text.append(REST));
  }

  /** A line of {@code server.tokens}. */
  static String token(String id, String text, String scopes, String market) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "    - { id: %s, sha256: '%s', scopes: [%s], markets: ['%s'] }%n"
          .formatted(id, HexFormat.of().formatHex(hash), scopes, market);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The page's address. */
  String page() {
    return page;
  }

  /** The feed's address. */
  String feed() {
    return page.replace("https:", "wss:") + "v1/feed";
  }

  /** Holds a market at WIDEN, or lets it go, as an operator does. */
  void hold(String market, boolean on) throws Exception {
    String address = page + "v1/markets/" + market + "/override";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(on ? address : address + "?who=test&why=over"))
            .header("Authorization", "Bearer " + OF_AN_OPERATOR);
    String order =
        "{\"kind\":\"FORCE\",\"quotes\":\"WIDEN\",\"who\":\"test\",\"why\":\"a try\",\"forMs\":60000}";
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(TailTrust.in(certificate.certificate()))
            .build()
            .send(
                on
                    ? request
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(order))
                        .build()
                    : request.DELETE().build(),
                BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  /** What it has said on standard error. */
  String errors() throws IOException {
    return program.errors();
  }

  @Override
  public void close() {
    try {
      program.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
