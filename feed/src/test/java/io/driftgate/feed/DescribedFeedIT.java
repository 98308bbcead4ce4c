package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.driftgate.feed.sign.SigningKey;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
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
  void shouldSignAndConfirmAsDescribed() throws Exception {
    SigningKey key = SigningKey.random();
    FeedOptions options =
        new FeedOptions(
            "127.0.0.1", 0, 50, 1_000, "0.1-test", 0, List.of(key, SigningKey.random()));
    try (Feeding feeding = new Feeding(new FakeGate("A"), options);
        PlainDesk desk = PlainDesk.connect(feeding.port)) {
      assertThat(PlainDesk.get(feeding.port, "/asyncapi.yaml")).isEqualTo(text("asyncapi.yaml"));
      JsonObject hello = new JsonObject(desk.next("hello"));
      assertThat(checked(hello)).isEqualTo("hello");
      String told = hello.getJsonArray("keys").getJsonObject(0).getString("ed25519");

      desk.say("{\"op\":\"subscribe\",\"signed\":true}");
      signed(desk.next("snapshot"), key.kid(), told);
      move(feeding, Quotes.OPEN);
      signed(desk.next("transition"), key.kid(), told);
      desk.say("{\"op\":\"renew\",\"nonce\":\"1\"}");
      assertThat(checked(new JsonObject(desk.next("lease")))).isEqualTo("lease");
      move(feeding, Quotes.WITHDRAW);
      long version = signed(desk.next("transition"), key.kid(), told).getLong("version");
      desk.say("{\"op\":\"ack\",\"market\":\"A\",\"version\":" + version + "}");
      JsonObject confirmed = signed(desk.next("confirmed"), key.kid(), told);
      assertThat(confirmed.getLong("version")).isEqualTo(version);
      assertThat(confirmed.getInteger("acknowledged")).isEqualTo(1);
    }
  }

  @Test
  void shouldConfirmToUnsignedDesksAsDescribed() throws Exception {
    try (Feeding feeding = new Feeding(new FakeGate("A"));
        TestDesk desk = feeding.desk()) {
      desk.subscribe("gate").next("snapshot");
      move(feeding, Quotes.OPEN);
      desk.renew("1").next("lease");
      move(feeding, Quotes.WITHDRAW);
      JsonObject confirmed = desk.next("confirmed"); // the lease runs out: nobody acknowledges
      assertThat(checked(confirmed)).isEqualTo("confirmed");
      assertThat(confirmed.getInteger("expired")).isEqualTo(1);
    }
  }

  private static void move(Feeding feeding, Quotes quotes) {
    feeding.onGate(
        () -> {
          feeding.gate.move("A", quotes);
          return true;
        });
  }

  /** The JSON of a signed message, once both lines are found to be right, by the JDK's Ed25519. */
  private static JsonObject signed(String message, String kid, String publicKey) throws Exception {
    String[] lines = message.split("\n", -1);
    assertThat(lines).hasSize(2);
    assertThat(descriptions.signatureFaults(lines[0])).as(lines[0]).isEmpty();
    assertThat(lines[0]).startsWith(kid + ":");
    byte[] der =
        HexFormat.of()
            .parseHex(
                "302a300506032b6570032100"
                    + HexFormat.of().formatHex(Base64.getDecoder().decode(publicKey)));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
    check.update(lines[1].getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(Base64.getUrlDecoder().decode(lines[0].replaceAll(".*:", ""))))
        .isTrue();
    JsonObject frame = new JsonObject(lines[1]);
    checked(frame);
    return frame;
  }

  @Test
  void shouldDescribeWhatDesksSay() throws Exception {
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
