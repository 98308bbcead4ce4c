package io.driftgate.app.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.tail.TailTrust;
import io.driftgate.client.Desk;
import io.driftgate.client.DeskBuilder;
import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Counted;
import io.driftgate.client.protocol.GateReport;
import io.driftgate.client.protocol.Quotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java SDK against a gate with TLS, tokens and a signed feed. */
final class GuardedDeskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  @TempDir static Path folder;

  private static GuardedGate gate;

  private final List<Change> changes = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    gate = GuardedGate.start(folder);
  }

  @AfterAll
  static void stop() {
    gate.close();
  }

  private Desk desk(Path ca, String token, String key) throws Exception {
    DeskBuilder builder =
        Desk.builder()
            .gate(gate.feed(), Map.of(gate.kid, key))
            .token(() -> token)
            .tls(TailTrust.in(ca))
            .listener(changes::add);
    return builder.open();
  }

  private Path ca() {
    return gate.certificate.certificate();
  }

  private static GateReport report(Desk desk) {
    return desk.report().gates().get(0);
  }

  private static void eventually(Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.call()) {
      assertThat(System.nanoTime()).as("within " + PATIENCE).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private void neverOpens(Desk desk) throws Exception {
    long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (System.nanoTime() < deadline) {
      assertThat(desk.permission("ETH-PERP").quotes()).isEqualTo(Quotes.WITHDRAW);
      Thread.sleep(1);
    }
    assertThat(changes).allMatch(change -> change.now().quotes() == Quotes.WITHDRAW);
    assertThat(report(desk).counts()).containsEntry(Counted.GRANTS, 0L);
  }

  @Test
  void shouldOpenAndFollowWhatIsSigned() throws Exception {
    try (Desk desk = desk(ca(), GuardedGate.GOOD, gate.publicKey)) {
      eventually(() -> desk.permission("ETH-PERP").quotes() == Quotes.OPEN);
      gate.hold("ETH-PERP", true);
      eventually(() -> desk.permission("ETH-PERP").quotes() == Quotes.WIDEN);
      gate.hold("ETH-PERP", false);
      eventually(() -> desk.permission("ETH-PERP").quotes() == Quotes.OPEN);
      assertThat(report(desk).counts()).containsEntry(Counted.RESETS, 0L);
    }
  }

  @Test
  void shouldNeverOpenByAKeyThatIsNotPinned() throws Exception {
    try (Desk desk = desk(ca(), GuardedGate.GOOD, GuardedGate.keys(folder, "another.pem").get(1))) {
      eventually(() -> report(desk).counts().get(Counted.RESETS) > 0);
      neverOpens(desk);
      assertThat(report(desk).lastReason()).isEqualTo("not signed by a key that is pinned");
    }
  }

  @Test
  void shouldSayThatTheCertificateIsNotTrusted() throws Exception {
    Path other = Certificate.in(folder, "other").certificate();
    try (Desk desk = desk(other, GuardedGate.GOOD, gate.publicKey)) {
      eventually(() -> !report(desk).lastReason().isEmpty());
      neverOpens(desk);
      assertThat(report(desk).lastReason()).isEqualTo("no connection: SunCertPathBuilderException");
    }
  }

  @Test
  void shouldSayThatTheTokenIsRefused() throws Exception {
    try (Desk desk = desk(ca(), "nobodys-token", gate.publicKey)) {
      eventually(() -> !report(desk).lastReason().isEmpty());
      neverOpens(desk);
      assertThat(report(desk).lastReason()).isEqualTo("the gate answered the handshake with 401");
    }
  }
}
