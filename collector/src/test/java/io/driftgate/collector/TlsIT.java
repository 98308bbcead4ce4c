package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsIT {
  private static final String RIGHT_HOST = "SAN=ip:127.0.0.1";

  @TempDir private static Path folder;
  private static Authority authority;

  private final Watch watch = new Watch();

  @BeforeAll
  static void warmUp() throws Exception {
    authority = new Authority(folder);
    Watch.warmUp(authority.issue(RIGHT_HOST, "-1d"), authority.trust());
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldPollAndListenOverTlsWhenTheCertificateIsGood() throws Exception {
    FakeNode node = watch.fakeNode(authority.issue(RIGHT_HOST, "-1d"));
    watch.trusting(authority.trust()).listening("tls", node.httpUri(), node.wsUri()).start();
    watch.awaitPolled("tls", 3);
    Waits.until("trust", () -> watch.inputs.trustOf("tls").equals(List.of(true)));
    assertThat(watch.inputs.kindsOf("tls", Transport.POLL)).doesNotContain(FailureKind.TLS);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldRefuseACertificateThatNobodyVouchesFor() throws Exception {
    expectTls(watch.fakeNode(authority.issue(RIGHT_HOST, "-1d")));
  }

  @Test
  void shouldRefuseAnExpiredCertificate() throws Exception {
    watch.trusting(authority.trust());
    expectTls(watch.fakeNode(authority.issue(RIGHT_HOST, "-10d")));
    assertThat(watch.inputs.failuresOf("tls").get(0).message()).contains("NotAfter");
  }

  @Test
  void shouldRefuseACertificateOfAnotherHost() throws Exception {
    watch.trusting(authority.trust());
    expectTls(watch.fakeNode(authority.issue("SAN=dns:node.example", "-1d")));
  }

  @Test
  void shouldRefuseAServerThatSpeaksNoTls() {
    FakeNode plain = watch.fakeNode();
    watch.polling("tls", URI.create(plain.httpUri().toString().replace("http", "https")));
    watch.start().awaitFailure("tls", Transport.POLL, FailureKind.TLS);
    watch.assertHealthyUndisturbed();
  }

  private void expectTls(FakeNode node) {
    watch.listening("tls", node.httpUri(), node.wsUri()).start();
    watch.awaitFailure("tls", Transport.POLL, FailureKind.TLS);
    watch.awaitFailure("tls", Transport.PUSH, FailureKind.TLS);
    assertThat(watch.inputs.headsOf("tls", Transport.POLL)).isEmpty();
    watch.assertHealthyUndisturbed();
  }
}
