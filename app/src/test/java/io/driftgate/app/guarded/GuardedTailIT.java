package io.driftgate.app.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tail against a gate with TLS, tokens and a signed feed. */
@Timeout(120)
final class GuardedTailIT {
  @TempDir static Path folder;

  private static GuardedGate gate;

  private final List<Program> programs = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    gate = GuardedGate.start(folder);
  }

  @AfterAll
  static void stop() {
    gate.close();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Program program : programs) {
      program.kill();
    }
  }

  private Program tail(Path ca, String token, String key) throws IOException {
    Path file = Files.writeString(folder.resolve(token.replaceAll("-.*", "")), token + "\n");
    Program program =
        Program.start(
            folder,
            "tail",
            "--url",
            gate.feed(),
            "--ca",
            ca.toString(),
            "--token-file",
            file.toString(),
            "--key",
            gate.kid + "=" + key);
    programs.add(program);
    return program;
  }

  private Path ca() {
    return gate.certificate.certificate();
  }

  private static String awaitLine(Program tail, String... parts) throws IOException {
    BufferedReader lines = tail.process().inputReader();
    String line = lines.readLine();
    while (line != null && !List.of(parts).stream().allMatch(line::contains)) {
      line = lines.readLine();
    }
    assertThat(line)
        .as("a line with %s; complaints: %s", List.of(parts), tail.errors())
        .isNotNull();
    return line;
  }

  private static void awaitComplaint(Program tail, String part) throws Exception {
    while (!tail.errors().contains(part)) {
      assertThat(tail.process().isAlive()).as(tail.errors()).isTrue();
      Thread.sleep(50);
    }
  }

  @Test
  void shouldShowOpenToWhomTheGateKnows() throws Exception {
    Program tail = tail(ca(), GuardedGate.GOOD, gate.publicKey);
    awaitLine(tail, " ETH-PERP OPEN ENABLED (the gate says so)");
    awaitComplaint(tail, "connected, epoch 1");
    assertThat(tail.errors()).doesNotContain(GuardedGate.GOOD);
  }

  @Test
  void shouldSayThatTheKeyIsAnotherAndWithdraw() throws Exception {
    String another = GuardedGate.keys(folder, "another.pem").get(1);
    Program tail = tail(ca(), GuardedGate.GOOD, another);
    awaitComplaint(
        tail,
        "every market is WITHDRAW without a lease (last: not signed by a key that is pinned)");
    Thread.sleep(3_000); // it connects again and again meanwhile
    InputStream printed = tail.process().getInputStream();
    String lines = new String(printed.readNBytes(printed.available()), StandardCharsets.UTF_8);
    assertThat(lines).doesNotContain("OPEN", "WIDEN");
  }

  @Test
  void shouldSayThatTheTokenIsRefused() throws Exception {
    Program tail = tail(ca(), "nobodys-token", gate.publicKey);
    awaitComplaint(tail, "the gate answered the handshake with 401");
    assertThat(tail.errors()).doesNotContain("nobodys-token");
  }

  @Test
  void shouldSayThatTheCertificateIsNotTrusted() throws Exception {
    Path other = Certificate.in(folder, "other").certificate();
    Program tail = tail(other, GuardedGate.GOOD, gate.publicKey);
    awaitComplaint(tail, "(last: no connection: SunCertPathBuilderException)");
  }
}
