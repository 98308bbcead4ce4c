package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the feed says is what {@code /asyncapi.yaml} says, by networknt's validator. */
final class DescribedFeedIT {
  private static Descriptions descriptions;

  @BeforeAll
  static void read() throws Exception {
    descriptions = new Descriptions(text("openapi.yaml"), text("asyncapi.yaml"));
  }

  private static String text(String name) throws Exception {
    try (InputStream in = FeedServer.class.getResourceAsStream("rest/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldSayWhatIsDescribed() throws Exception {
    FakeGate gate = new FakeGate("A");
    Set<String> seen = new TreeSet<>();
    try (Feeding feeding = new Feeding(gate);
        TestDesk desk = feeding.desk()) {
      feeding.onGate(
          () -> {
            gate.chain(Samples.chain("ethereum", 1));
            gate.node(Samples.node("geth-1", 1));
            gate.reasons(List.of(Samples.reason()));
            return true;
          });
      say(
          desk,
          "subscribe",
          "{\"op\":\"subscribe\",\"markets\":[\"*\"],\"streams\":[\"gate\",\"chains\",\"nodes\","
              + "\"drift\"],\"signed\":false}");
      say(desk, "renew", "{\"op\":\"renew\",\"nonce\":\"1\"}");
      say(desk, "ping", "{\"op\":\"ping\",\"id\":\"a\"}");
      say(desk, "ack", "{\"op\":\"ack\",\"market\":\"A\",\"version\":1}");
      desk.say("{\"op\":\"subscribe\",\"streams\":[\"weather\"]}");
      feeding.onGate(
          () -> {
            gate.move("A", Quotes.WIDEN);
            return true;
          });
      Set<String> expected = messages("tell");
      expected.remove("confirmed");
      while (!seen.containsAll(expected)) {
        JsonObject frame = desk.frames.poll(8, TimeUnit.SECONDS);
        assertThat(frame).as("after %s", seen).isNotNull();
        seen.add(checked(frame));
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void shouldDescribeRareFramesOfTheContract() throws Exception {
    assertThat(
            descriptions.faults(
                "confirmed",
                "{\"type\":\"confirmed\",\"epoch\":7,\"seq\":9,\"atMs\":1763719200000,"
                    + "\"leaseMs\":1000,\"market\":\"A\",\"version\":2,\"afterMs\":140,"
                    + "\"acknowledged\":3,\"expired\":1}"))
        .isEmpty();
    assertThat(descriptions.faults("auth", "{\"op\":\"auth\",\"token\":\"t\"}")).isEmpty();
    assertThat(messages("hear")).containsExactly("ack", "auth", "ping", "renew", "subscribe");
  }

  @Test
  void shouldGiveHashVectorsThatAreRight() {
    List<Hash> hashes = new ArrayList<>();
    JsonNode vectors = descriptions.feed().path("x-row-hash-vectors");
    for (JsonNode row : vectors.path("rows")) {
      Hash hash =
          RowHashes.row(
              new MarketId(row.path("market").asText()),
              row.path("version").asLong(),
              Quotes.valueOf(row.path("quotes").asText()),
              Liquidations.valueOf(row.path("liquidations").asText()),
              row.path("pauseLiquidations").asBoolean());
      assertThat(row.path("rowHash").asText()).isEqualTo(hash.toString());
      hashes.add(hash);
    }
    assertThat(hashes).hasSize(2);
    assertThat(vectors.path("viewHash").asText()).isEqualTo(RowHashes.view(hashes).toString());
  }

  private static void say(TestDesk desk, String message, String frame) throws Exception {
    assertThat(descriptions.faults(message, frame)).as(frame).isEmpty();
    desk.say(frame);
  }

  private static String checked(JsonObject frame) throws Exception {
    String type = frame.getString("type");
    assertThat(descriptions.faults(type, frame.encode())).as(frame.encode()).isEmpty();
    return type;
  }

  private static Set<String> messages(String operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode one : descriptions.feed().at("/operations/" + operation + "/messages")) {
      names.add(one.path("$ref").asText().replaceAll(".*/", ""));
    }
    return names;
  }
}
