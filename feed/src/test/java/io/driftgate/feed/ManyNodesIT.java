package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A fleet that is not read in one turn of the gate loop. */
final class ManyNodesIT {
  private static final int NODES = 300;
  private static final int REQUESTS = 20;

  @Test
  void shouldListAllToEverybodyWhoAsksAtOnce() {
    FakeGate gate = new FakeGate("A");
    try (Feeding feeding = new Feeding(gate, FeedLimits.DEFAULT, false, router -> {})) {
      feeding.onGate(
          () -> {
            for (int i = 0; i < NODES; i++) {
              gate.node(Samples.node("n" + i, 1));
            }
            return true;
          });
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + "/v1/nodes"))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        asked.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : asked) {
        JsonObject all = new JsonObject(answer.join().body());
        assertThat(all.getJsonArray("items")).hasSize(NODES).doesNotHaveDuplicates();
      }
      int lists = feeding.onGate(gate::reads);
      assertThat(lists).as("those that came meanwhile share one").isLessThan(REQUESTS);
    }
  }
}
