package io.driftgate.hooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueRequest.Verb;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and names are checked. */
class VenueTlsIT {
  private static final String PASSWORD = "only-for-this-test";

  @TempDir private Path folder;
  private final Stage stage = new Stage();
  private PfxOptions keys;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Path store = folder.resolve("venue.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                "EC",
                "-dname",
                "CN=venue",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    keys = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    server =
        stage
            .vertx()
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(keys))
            .requestHandler(request -> request.response().end("{}"));
    stage.await(server.listen());
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldSpeakToAVenueWhoseCertificateIsTrusted() {
    assertThat(asked("localhost", Optional.of(keys)).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldNotSpeakToAVenueWhoseCertificateIsUnknown() {
    assertThat(asked("localhost", Optional.empty()).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  @Test
  void shouldNotSpeakToAVenueUnderAnotherName() {
    assertThat(asked("127.0.0.1", Optional.of(keys)).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  private Outcome asked(String host, Optional<TrustOptions> trust) {
    Endpoint plain = Endpoint.of(URI.create("https://" + host + ":" + server.actualPort()));
    Endpoint endpoint = trust.map(plain::trusting).orElse(plain);
    VenueRequest request = new VenueRequest(Verb.GET, "/", Map.of(), "");
    VenueLine line =
        stage.on(
            () ->
                new VenueLine(
                    stage.vertx(),
                    endpoint,
                    stage::wallMs,
                    new VenueLine.Warmth(nowMs -> request, answer -> OptionalLong.empty())));
    return stage.outcome(
        () ->
            line.begin(
                Step.ask(nowMs -> request, answer -> Step.done(Outcome.delivered("spoken")))));
  }
}
