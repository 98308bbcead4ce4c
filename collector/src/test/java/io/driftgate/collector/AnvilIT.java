package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The collector against a real node. {@code verify} brings the binary; without one this is skipped.
 */
final class AnvilIT {
  private static final String BINARY =
      Optional.ofNullable(System.getenv("DRIFTGATE_ANVIL"))
          .orElse("../tools/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
  private static final String LISTENING = "Listening on ";

  private final Watch watch = new Watch();
  private Optional<RealNode> anvil = Optional.empty();

  @BeforeAll
  static void warmUp() {
    Watch.warmUp();
  }

  @AfterEach
  void close() {
    watch.close();
    anvil.ifPresent(RealNode::close);
  }

  @Test
  void shouldPollAndListenToARealNode() throws IOException {
    String address = startAnvil();
    watch.verifying();
    watch.listening("anvil", URI.create("http://" + address), URI.create("ws://" + address));
    watch.start();
    Waits.until("trust", () -> watch.inputs.trustOf("anvil").equals(List.of(true)));
    watch.awaitHeads("anvil", Transport.PUSH, 4);
    Waits.until("finality", () -> newest(Transport.POLL).finality().finalized().height() > 0);
    HeadObserved pushed = newest(Transport.PUSH);
    Waits.until("the same by polling", () -> shows(pushed));
    assertVerified(Transport.PUSH);
    assertVerified(Transport.POLL);
    assertThat(watch.inputs.clients)
        .extracting(ClientIdentified::family)
        .containsOnly("anvil", "geth");
    assertThat(watch.inputs.failuresOf("anvil")).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldNoticeThatARealNodeDied() throws IOException {
    String address = startAnvil();
    watch.listening("anvil", URI.create("http://" + address), URI.create("ws://" + address));
    watch.start();
    Waits.until("trust", () -> watch.inputs.trustOf("anvil").equals(List.of(true)));
    anvil.ifPresent(RealNode::close);
    watch.awaitFailure("anvil", Transport.POLL, FailureKind.REFUSED);
    watch.awaitFailure("anvil", Transport.PUSH, FailureKind.REFUSED);
    assertThat(watch.inputs.trustOf("anvil")).containsExactly(true, false);
    watch.assertHealthyUndisturbed();
  }

  private void assertVerified(Transport transport) {
    assertThat(watch.inputs.headsOf("anvil", transport))
        .extracting(HeadObserved::verification)
        .containsOnly(Verification.VERIFIED);
  }

  private HeadObserved newest(Transport transport) {
    List<HeadObserved> heads = watch.inputs.headsOf("anvil", transport);
    return heads.get(heads.size() - 1);
  }

  private boolean shows(HeadObserved pushed) {
    return watch.inputs.headsOf("anvil", Transport.POLL).stream()
        .anyMatch(polled -> polled.head().equals(pushed.head()));
  }

  /** Picks its own port; the address is in what it prints. */
  private String startAnvil() throws IOException {
    if (!Files.isExecutable(Path.of(BINARY))) {
      throw new IllegalStateException("no anvil at " + BINARY + ": run ./verify, which brings it");
    }
    List<String> command =
        List.of(
            Path.of(BINARY).toAbsolutePath().toString(),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--block-time",
            "1",
            "--slots-in-an-epoch",
            "2");
    RealNode started = new RealNode(command, Path.of("."), LISTENING);
    anvil = Optional.of(started);
    return started.address();
  }
}
