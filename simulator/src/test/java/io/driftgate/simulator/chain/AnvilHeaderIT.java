package io.driftgate.simulator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second opinion on header hashes: a real node that mines while we look. */
final class AnvilHeaderIT {
  private static final String LISTENING = "Listening on ";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"cancun", "prague"})
  void shouldHashHeadersAsARealNodeDoes(String hardfork) throws Exception {
    Process anvil = start(hardfork);
    try (BufferedReader output = anvil.inputReader()) {
      URI node = address(output);
      ask(node, "anvil_mine", "[\"0x5\"]");
      for (int height = 0; height <= 5; height++) {
        JsonNode block = ask(node, "eth_getBlockByNumber", "[\"0x" + height + "\",false]");
        assertThat(HeaderJson.read(block).hash()).hasToString(block.get("hash").textValue());
      }
    } finally {
      anvil.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  private static Process start(String hardfork) throws IOException {
    return new ProcessBuilder(
            binary(), "--host", "127.0.0.1", "--port", "0", "--hardfork", hardfork, "--no-mining")
        .redirectErrorStream(true)
        .start();
  }

  private static String binary() {
    String named = System.getenv("DRIFTGATE_ANVIL");
    Path installed =
        Path.of("../tools/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil").toAbsolutePath();
    String binary = named == null ? installed.toString() : named;
    assertThat(Files.isExecutable(Path.of(binary)))
        .as("anvil at %s; ./verify installs it, DRIFTGATE_ANVIL names another", binary)
        .isTrue();
    return binary;
  }

  private static URI address(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        return URI.create("http://" + line.substring(LISTENING.length()).trim());
      }
    }
    throw new AssertionError("anvil ended without listening");
  }

  private JsonNode ask(URI node, String method, String params)
      throws IOException, InterruptedException {
    String call =
        String.format(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params);
    HttpRequest request =
        HttpRequest.newBuilder(node)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(call))
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return json.readTree(answer).get("result");
  }
}
