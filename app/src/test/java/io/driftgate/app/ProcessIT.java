package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person runs it: a process, its exit codes and its signals. */
final class ProcessIT {
  private static final long START_LIMIT_S = 30;

  @TempDir private Path folder;

  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Program program : programs) {
      program.kill();
    }
  }

  private Program start(String... args) throws IOException {
    Program program = Program.start(folder, args);
    programs.add(program);
    return program;
  }

  @Test
  void shouldServeAndEndWithZeroWithinTwoSecondsOfSigterm() throws Exception {
    Program program = start("run", "--config", config(0).toString());

    String page = program.page();
    assertThat(get(page + "livez").statusCode()).isEqualTo(200);
    assertThat(get(page + "v1/nodes").body()).contains("\"UNKNOWN\"");

    long begunNanos = System.nanoTime();
    program.process().destroy();

    assertThat(program.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isZero();
    assertThat(System.nanoTime() - begunNanos).isLessThan(2_000_000_000L);
    assertThat(Files.readString(folder.resolve("data/epoch"))).isEqualTo("1\n");
  }

  @Test
  void shouldReadItsConfigurationAnewOnSighup() throws Exception {
    Path file = config(0);
    Program program = start("run", "--config", file.toString());
    String page = program.page();
    Files.writeString(file, Files.readString(file).replace("id: n2", "id: n7"));

    program.signal("HUP");

    awaitBody(page + "v1/nodes", "\"n7\"");
    Files.writeString(file, "nonsense");
    program.signal("HUP");
    Thread.sleep(500);
    assertThat(get(page + "v1/nodes").body()).contains("\"n7\"");
    assertThat(program.process().isAlive()).isTrue();
  }

  @Test
  void shouldEndWith69AndOneLineWhenThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program program = start("run", "--config", config(taken.getLocalPort()).toString());

      assertThat(program.process().waitFor(START_LIMIT_S, TimeUnit.SECONDS)).isTrue();
      assertThat(program.process().exitValue()).isEqualTo(69);
      assertThat(program.errors().lines())
          .hasSize(1)
          .allMatch(line -> line.matches(".*127.0.0.1:" + taken.getLocalPort() + ".* in use; .*"));
    }
  }

  @Test
  void shouldEndWith69WhenAnotherHasTheDataFolder() throws Exception {
    start("run", "--config", config(0).toString()).page();

    Program second = start("run", "--config", config(0).toString());

    assertThat(second.process().waitFor(START_LIMIT_S, TimeUnit.SECONDS)).isTrue();
    assertThat(second.process().exitValue()).isEqualTo(69);
    assertThat(second.errors()).contains("in use by another driftgate");
  }

  @Test
  void shouldShowTheDemoToAnybodyWhoAsks() throws Exception {
    Program program = start("demo", "--port", "0", "--scenario", "calm");
    String page = program.page();

    assertThat(get(page).headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    awaitBody(page + "v1/markets/ETH-PERP", "\"quotes\":\"OPEN\"");

    program.process().destroy();
    assertThat(program.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isZero();
  }

  private static void awaitBody(String url, String part) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
    String body = get(url).body();
    while (!body.contains(part) && System.nanoTime() < endNanos) {
      Thread.sleep(100);
      body = get(url).body();
    }
    assertThat(body).contains(part);
  }

  private Path config(int port) throws IOException {
    return Files.writeString(
        folder.resolve("driftgate.yaml"),
        """
        server: { port: %d }
        chains: [ { id: eth, preset: ethereum } ]
        nodes:
          - { id: n1, chain: eth, http: 'http://127.0.0.1:1', ws: 'ws://127.0.0.1:1' }
          - { id: n2, chain: eth, http: 'http://127.0.0.1:1' }
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
        markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
        """
            .formatted(port));
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
