package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tail as a person pipes it, beside a demo in a process of its own. */
@Timeout(60)
final class TailIT {
  @TempDir Path folder;

  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Program program : programs) {
      program.kill();
    }
  }

  private Program start(String... args) throws IOException {
    Program program = Program.start(folder, args);
    programs.add(program);
    return program;
  }

  /** Reads on until a line has all these parts. */
  private static String await(BufferedReader lines, String... parts) throws IOException {
    String line = lines.readLine();
    while (line != null && !hasAll(line, parts)) {
      line = lines.readLine();
    }
    assertThat(line).as("a line with " + List.of(parts)).isNotNull();
    return line;
  }

  private static boolean hasAll(String line, String... parts) {
    return List.of(parts).stream().allMatch(line::contains);
  }

  @Test
  void shouldWithdrawWhenTheGateStandsStillAndComeBackWithIt() throws Exception {
    Program demo = start("demo", "--port", "0", "--scenario", "calm");
    String url = demo.page().replace("http:", "ws:") + "v1/feed";
    Program tail = start("tail", "--url", url, "--market", "ETH-*");
    BufferedReader lines = tail.process().inputReader();
    await(lines, " ETH-PERP OPEN ENABLED (the gate says so)");

    demo.signal("STOP");
    await(lines, " ETH-PERP WITHDRAW ", "(no lease)");
    demo.signal("CONT");
    await(lines, " ETH-PERP OPEN ENABLED (the gate says so)");

    tail.process().destroy();
    assertThat(tail.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(tail.process().exitValue()).isZero();
    assertThat(tail.errors()).contains("connected, epoch ");
  }

  @Test
  void shouldWriteAnObjectForEachChange() throws Exception {
    Program demo = start("demo", "--port", "0", "--scenario", "calm");
    String url = demo.page().replace("http:", "ws:") + "v1/feed";
    BufferedReader lines = start("tail", "--url", url, "--json").process().inputReader();

    assertThat(await(lines, "\"market\":\"ETH-PERP\"", "\"quotes\":\"OPEN\""))
        .matches("\\{\"type\":\"permission\",\"atMs\":[0-9]+,.*,\"why\":\"GATES_SAY\"}");
  }

  @Test
  void shouldSayWhyThereIsNoConnectionAndGoOnTrying() throws Exception {
    Program tail = start("tail", "--url", "ws://127.0.0.1:1/v1/feed");

    while (!tail.errors().contains("not connected, trying again")) {
      Thread.sleep(50);
    }
    assertThat(tail.errors()).startsWith("driftgate: ws://127.0.0.1:1/v1/feed: connecting; ");
    assertThat(tail.process().isAlive()).isTrue();
  }

  @Test
  void shouldRefuseWhatCannotWork() throws Exception {
    assertThat(refusal("--url", "http://127.0.0.1:8080/")).contains("ws://HOST:PORT/v1/feed");
    assertThat(refusal("--url", "ws://127.0.0.1:1/v1/feed", "--token-file", "none"))
        .contains("--token-file none can't be read");
    Path secret = Files.writeString(folder.resolve("token"), "canary-of-a-token");
    assertThat(refusal("--url", "ws://10.0.0.1:1/v1/feed", "--token-file", secret.toString()))
        .contains("wss://")
        .doesNotContain("canary");
    assertThat(refusal("--url", "wss://127.0.0.1:1/v1/feed", "--ca", secret.toString()))
        .contains("--ca ");
  }

  private String refusal(String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of("tail"));
    all.addAll(List.of(args));
    Program program = start(all.toArray(String[]::new));
    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isEqualTo(2);
    return program.errors();
  }
}
