package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.TlsFiles;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed over TLS, with and without certificates of its clients. */
final class TlsIT {
  @TempDir static Path made;
  private static TestCertificate first;
  private static TestCertificate second;
  private static TestCertificate desk;

  @TempDir Path folder;

  @BeforeAll
  static void make() {
    first = TestCertificate.in(made, "first", 100);
    second = TestCertificate.in(made, "second", 100);
    desk = TestCertificate.in(made, "desk", 100);
  }

  private Feeding serving(FakeGate gate, Optional<Path> clientCa) throws IOException {
    use(first);
    FeedLimits limits =
        new FeedLimits(FeedLimits.Crowd.DEFAULT, 1_000, 1_000, 5_000, 4 << 20, 1 << 16, 20);
    TlsFiles files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"), clientCa);
    return new Feeding(
        gate,
        limits,
        true,
        router -> {},
        new FeedAccess(List.of(), Optional.of(files), Set.of(), true));
  }

  private void use(TestCertificate one) throws IOException {
    Files.copy(one.key(), folder.resolve("key.new"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(
        folder.resolve("key.new"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(one.certificate(), folder.resolve("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static WebSocketClientOptions trusting(TestCertificate server) {
    return new WebSocketClientOptions()
        .setSsl(true)
        .setVerifyHost(true)
        .setReceiveBufferSize(4_096)
        .setTrustOptions(new PemTrustOptions().addCertPath(server.certificate().toString()));
  }

  private static TestDesk connect(Feeding feeding, WebSocketClientOptions settings) {
    WebSocketConnectOptions options = TestDesk.options(feeding.port);
    return new TestDesk(feeding.vertx, options, settings);
  }

  @Test
  void shouldSpeakToDesksOverTls() throws Exception {
    FakeGate gate = new FakeGate("A");
    try (Feeding feeding = serving(gate, Optional.empty());
        TestDesk good = connect(feeding, trusting(first))) {
      good.subscribe("gate").next("snapshot");
      feeding.onGate(
          () -> {
            gate.move("A", Quotes.OPEN);
            return true;
          });
      assertThat(good.next("transition").getLong("version")).isEqualTo(1);
      good.renew("n").next("lease");
      assertThat(feeding.server.certificateExpiresMs()).isPresent();
    }
  }

  @Test
  void shouldCloseADeskThatDoesNotReadThoughTlsLiesBetween() throws Exception {
    FakeGate gate = new FakeGate("A");
    gate.reasons(Collections.nCopies(40, Samples.reason()));
    try (Feeding feeding = serving(gate, Optional.empty());
        TestDesk good = connect(feeding, trusting(first));
        TestDesk slow = connect(feeding, trusting(first))) {
      good.subscribe("gate").next("snapshot");
      slow.subscribe("gate").next("snapshot");
      slow.socket().pause();
      Feeding.eventually(
          Duration.ofSeconds(30),
          () -> {
            feeding.onGate(
                () -> {
                  gate.move("A", Quotes.OPEN);
                  return true;
                });
            good.next("transition");
            return feeding.server.counts().tooSlow() > 0;
          });
      Feeding.eventually(Duration.ofSeconds(30), () -> feeding.server.subscribers() == 1);
      good.renew("n").next("lease");
    }
  }

  @Test
  void shouldServeANewCertificateToNewConnectionsAndKeepTheOldOneWhileFilesAreBroken()
      throws Exception {
    try (Feeding feeding = serving(new FakeGate("A"), Optional.empty());
        TestDesk stays = connect(feeding, trusting(first))) {
      stays.subscribe("gate").next("snapshot");
      Files.writeString(folder.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\nMIIB");
      Thread.sleep(200);
      assertThat(shown(feeding.port, "TLSv1.3")).contains("CN=first");
      use(second);
      Feeding.eventually(
          Duration.ofSeconds(30), () -> shown(feeding.port, "TLSv1.3").contains("CN=second"));
      stays.renew("n").next("lease");
    }
  }

  @Test
  void shouldAskForClientsCertificatesWhereASignerIsNamed() throws Exception {
    try (Feeding feeding = serving(new FakeGate("A"), Optional.of(desk.certificate()))) {
      WebSocketClientOptions known =
          trusting(first)
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertPath(desk.certificate().toString())
                      .addKeyPath(desk.key().toString()));
      try (TestDesk good = connect(feeding, known)) {
        good.subscribe("gate").next("snapshot");
      }
      WebSocketClientOptions other =
          trusting(first)
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertPath(second.certificate().toString())
                      .addKeyPath(second.key().toString()));
      for (WebSocketClientOptions stranger : List.of(trusting(first), other)) {
        assertThat(
                feeding
                    .vertx
                    .createWebSocketClient(stranger)
                    .connect(TestDesk.options(feeding.port))
                    .map(opened -> false)
                    .recover(refused -> io.vertx.core.Future.succeededFuture(true)))
            .satisfies(refused -> assertThat(Feeding.<Boolean>await(refused)).isTrue());
      }
    }
  }

  @Test
  void shouldSpeakNothingOlderThanTls12() throws Exception {
    try (Feeding feeding = serving(new FakeGate("A"), Optional.empty())) {
      assertThat(shown(feeding.port, "TLSv1.2")).contains("CN=first");
      assertThat(shown(feeding.port, "TLSv1.1")).isEmpty();
    }
  }

  /** Who the server says it is; empty if no handshake comes about. */
  private static String shown(int port, String protocol)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      return socket.getSession().getPeerPrincipal().getName();
    } catch (SSLException refused) {
      return "";
    }
  }

  /** What is asked here is who the server is, not whether to believe it. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
