package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.sign.SigningKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MainTest {
  @TempDir private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  @Test
  void shouldNameItselfWhenAskedForItsVersion() {
    assertThat(run("--version").out()).startsWith("driftgate ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "init", "run", "check", "keys", "simulate"})
  void shouldExplainEveryCommand(String command) {
    Outcome outcome = run(command, "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Usage: driftgate " + command, "--help");
    assertThat(run("--help").out()).contains("  " + command + " ");
  }

  @Test
  void shouldEndWithTwoWhenItIsCalledWrongly() {
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run("chekc").err()).contains("check");
    assertThat(run("check").exitCode()).isEqualTo(2);
    assertThat(run("init", "--preset", "dogechain").exitCode()).isEqualTo(2);
    assertThat(run("demo", "--port", "70000").exitCode()).isEqualTo(2);
    assertThat(run("demo", "--scenario", "nap").exitCode()).isEqualTo(2);
    assertThat(run("demo", "--nodes", "2").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldAcceptWhatItPrintsToStartFrom() throws Exception {
    Path file = write(run("init").out());

    Outcome outcome = run("check", "--config", file.toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("holds together", "weight 2 of 3", "operator self (2 nodes) → ETH-PERP");
  }

  @Test
  void shouldMakeAKeyForItsOwnerOnlyAndNeverOverwriteOne() throws Exception {
    Path file = folder.resolve("feed.pem");

    Outcome made = run("keys", "--out", file.toString());
    String pem = Files.readString(file);
    Outcome again = run("keys", "--out", file.toString());

    SigningKey key = SigningKey.ofPem(pem);
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).contains(key.kid(), key.publicKey());
    assertThat(made.out() + made.err()).doesNotContain(pem.lines().toList().get(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo(pem);
    assertThat(run("keys", "--out", folder.resolve("no/where").toString()).exitCode())
        .isEqualTo(69);
  }

  @ParameterizedTest
  @MethodSource("io.driftgate.app.config.Presets#names")
  void shouldAcceptWhatItPrintsForEachPreset(String preset) throws Exception {
    Path file = write(run("init", "--preset", preset).out());

    Outcome outcome = run("check", "--config", file.toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(run("init", "--help").out()).contains(preset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "run", "simulate"})
  void shouldPrintOneLineForEachMistakeAndEndWith78(String command) throws Exception {
    Path file =
        write(
            run("init")
                .out()
                .replace("port: 8080", "port: eighty")
                .replace("lease: 1s ", "leese: 1s ")
                .replace("minNodes: 2", "minNodes: 7")
                .replace("http://127.0.0.1:9547", "http://rpc.example.com")
                .replace("withdraw: 128", "withdraw: 12s"));

    Outcome outcome = run(command, "--config", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .hasSize(5)
        .allMatch(line -> line.matches(file + ":[0-9]+: [A-Za-z0-9.\\[\\]]+: .+"));
  }

  @Test
  void shouldSayWhenThereIsNoSuchFile() {
    Outcome outcome = run("check", "--config", folder.resolve("none.yaml").toString());

    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.err().lines()).hasSize(1).allMatch(line -> line.contains("no such file"));
  }

  @Test
  void shouldProbeOnlyWhatHoldsTogether() throws Exception {
    Path file = write(run("init").out().replace("port: 8080", "port: eighty"));

    Outcome outcome = run("check", "--probe", "--config", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void shouldSimulateOnThisMachineOnly() throws Exception {
    Path file =
        write(run("init").out().replace("http://127.0.0.1:9547", "https://rpc.example.com"));

    Outcome outcome = run("simulate", "--config", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.err()).contains("nodes[2].http");
  }

  @Test
  void shouldProveSeedsInVirtualTimeAndSayTheSameTwice() {
    Outcome once = run("simulate", "--seeds", "4..5", "--minutes", "1", "--digest");
    Outcome again =
        run("simulate", "--seeds", "4..5", "--minutes", "1", "--threads", "1", "--digest");

    assertThat(once.err()).isEmpty();
    assertThat(once.exitCode()).isZero();
    assertThat(once.out()).containsPattern("(?m)^4 [0-9a-f]{64}$").contains("all holds: 2 seeds");
    assertThat(again.out().lines().limit(2).toList())
        .isEqualTo(once.out().lines().limit(2).toList());
  }

  @Test
  void shouldTellTheGateWhatATraceSays() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("short.trace"),
            """
            driftgate.trace.v1
            seed 4
            features
            # nothing but time
            start 0 1750000000000
            1000000000 tick at=1000000000,1750000001000
            """);

    Outcome outcome = run("simulate", "--trace", file.toString(), "--digest");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("4 ").contains("all holds: ");
  }

  @Test
  void shouldRefuseSeedsAndTracesThatAreNone() throws Exception {
    Path file = Files.writeString(folder.resolve("no.trace"), "hello");

    assertThat(run("simulate").exitCode()).isEqualTo(2);
    assertThat(run("simulate", "--seeds", "7..3").exitCode()).isEqualTo(2);
    assertThat(run("simulate", "--seeds", "1", "--minutes", "0").exitCode()).isEqualTo(2);
    assertThat(run("simulate", "--trace", file.toString()).exitCode()).isEqualTo(2);
    assertThat(run("simulate", "--trace", folder.resolve("none").toString()).exitCode())
        .isEqualTo(2);
    assertThat(run("simulate", "--seeds", "1", "--config", file.toString()).exitCode())
        .isEqualTo(2);
  }

  @Test
  void shouldPrintItsSchema() {
    assertThat(run("init", "--schema").out()).contains("draft/2020-12");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("driftgate.yaml"), text);
  }

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(List.of(args).toArray(String[]::new));
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
