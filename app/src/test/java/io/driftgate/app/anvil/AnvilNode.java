package io.driftgate.app.anvil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A real anvil in a process of its own, which mines only when told. */
final class AnvilNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long GENESIS_SECONDS = 1_700_000_000L;

  private final int port;
  private final Process process;

  private AnvilNode(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one; all of them begin with one identical genesis. */
  static AnvilNode start() throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                binary(),
                "--silent",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--no-mining",
                "--timestamp",
                Long.toString(GENESIS_SECONDS),
                "--slots-in-an-epoch",
                "2")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new AnvilNode(port, process);
  }

  private static String binary() {
    String path = System.getenv("DRIFTGATE_ANVIL");
    if (path == null || !new File(path).canExecute()) {
      throw new IllegalStateException(
          "DRIFTGATE_ANVIL names no anvil: run ./verify, which brings it");
    }
    return path;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Waits until it answers. */
  AnvilNode ready() throws Exception {
    Patience.until(
        "anvil answers",
        () -> {
          try {
            return call("eth_chainId", "[]").get(1, TimeUnit.SECONDS).has("result");
          } catch (ExecutionException notYet) {
            return false;
          }
        });
    return this;
  }

  /** One JSON-RPC call; {@code params} is a JSON array. */
  CompletableFuture<JsonNode> call(String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .thenApply(AnvilNode::parse);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** Mines one block; nodes given the same numbers and transactions make the same block. */
  CompletableFuture<JsonNode> mine(int number) {
    return call("evm_mine", "[{\"timestamp\":" + (GENESIS_SECONDS + number) + "}]");
  }

  /** Puts a transaction into this node's pool alone. */
  void sendLocalTransaction() throws Exception {
    String from = call("eth_accounts", "[]").get().get("result").get(0).asText();
    String transaction =
        "[{\"from\":\"" + from + "\",\"to\":\"0x" + "11".repeat(20) + "\",\"value\":\"0x1\"}]";
    JsonNode answer = call("eth_sendTransaction", transaction).get();
    if (!answer.has("result")) {
      throw new IllegalStateException(answer.toString());
    }
  }

  long height(String tag) throws Exception {
    JsonNode block = call("eth_getBlockByNumber", "[\"" + tag + "\",false]").get().get("result");
    return Long.decode(block.get("number").asText());
  }

  /** Stops or continues the process without its knowing. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
