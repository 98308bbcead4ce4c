package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.sign.SigningKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drills beside real desks, over real sockets. */
final class DrillIT {
  private static final FeedOptions OFTEN =
      new FeedOptions("127.0.0.1", 0, 50, 1_000, "test", 20, List.of());

  @Test
  void shouldMeasureTheWayToASubscriberAgainAndAgain() throws Exception {
    try (Feeding feeding = new Feeding(new FakeGate("A"), OFTEN)) {
      Feeding.eventually(
          Duration.ofSeconds(8), () -> feeding.server.drillMicros().getTotalCount() >= 5);
      assertThat(feeding.server.drillMicros().getMinValue()).isPositive();
      assertThat(feeding.server.drillMicros().getMaxValue()).isLessThan(8_000_000);
    }
  }

  @Test
  void shouldNotBeSeenByAnybody() throws Exception {
    try (Feeding feeding = new Feeding(new FakeGate("A"), OFTEN);
        TestDesk desk = feeding.desk()) {
      desk.subscribe("gate").next("snapshot");
      Feeding.eventually(
          Duration.ofSeconds(8), () -> feeding.server.drillMicros().getTotalCount() >= 3);
      JsonObject lease = desk.renew("n").next(frame -> !isBeat(frame), "lease");
      assertThat(lease.getString("type")).isEqualTo("lease");
      assertThat(lease.getLong("seq")).isZero();
      assertThat(feeding.server.subscribers()).isEqualTo(1);
    }
  }

  private static boolean isBeat(JsonObject frame) {
    return frame.getString("type").equals("heartbeat");
  }

  @Test
  void shouldListTheKeysAndSignWithTheFirst() {
    SigningKey first = SigningKey.random();
    SigningKey second = SigningKey.random();
    FeedOptions keys =
        new FeedOptions("127.0.0.1", 0, 50, 1_000, "test", 0, List.of(first, second));
    try (Feeding feeding = new Feeding(new FakeGate("A"), keys);
        TestDesk desk = feeding.desk()) {
      JsonObject hello = desk.next("hello");
      assertThat(hello.getJsonArray("keys")).containsExactly(entry(first), entry(second));
      desk.say("{\"op\":\"subscribe\",\"signed\":true}");
      assertThat(desk.next("snapshot").getString("kid")).isEqualTo(first.kid());
    }
  }

  private static JsonObject entry(SigningKey key) {
    return new JsonObject().put("kid", key.kid()).put("ed25519", key.publicKey());
  }
}
