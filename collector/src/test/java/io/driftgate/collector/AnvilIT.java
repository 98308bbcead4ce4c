package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
  private Optional<Process> anvil = Optional.empty();

  @BeforeAll
  static void warmUp() {
    Watch.warmUp();
  }

  @AfterEach
  void close() {
    watch.close();
    anvil.ifPresent(Process::destroyForcibly);
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
    anvil.ifPresent(Process::destroyForcibly);
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
    Process process =
        new ProcessBuilder(
                BINARY,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--block-time",
                "1",
                "--slots-in-an-epoch",
                "2")
            .redirectErrorStream(true)
            .start();
    anvil = Optional.of(process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String address =
        out.lines().filter(line -> line.startsWith(LISTENING)).findFirst().orElseThrow();
    drain(out);
    return address.substring(LISTENING.length()).trim();
  }

  /** Unread output would block the node. The stream ends with the process. */
  private static void drain(BufferedReader out) {
    Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "anvil-output");
    drain.setDaemon(true);
    drain.setUncaughtExceptionHandler((thread, killed) -> {});
    drain.start();
  }
}
