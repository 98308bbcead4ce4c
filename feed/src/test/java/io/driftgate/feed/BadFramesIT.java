package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a desk's connection. */
final class BadFramesIT {
  private static Feeding feeding;

  @BeforeAll
  static void open() {
    FeedLimits impatient =
        new FeedLimits(FeedLimits.Crowd.DEFAULT, 2_000, 30_000, 300, 4 << 20, 1 << 16, 100);
    feeding = new Feeding(new FakeGate("A"), impatient);
  }

  @AfterAll
  static void close() {
    feeding.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"op\":7}",
        "{\"op\":\"leave\"}",
        "{\"op\":\"ping\"}{}",
        "{\"op\":\"ping\",\"op\":\"ping\"}",
        "{\"op\":\"renew\"}",
        "{\"op\":\"renew\",\"nonce\":1}",
        "{\"op\":\"subscribe\",\"markets\":\"*\"}",
        "{\"op\":\"ack\",\"market\":\"A\",\"version\":-1}"
      })
  void shouldCloseWithCodeAndReasonWhenFrameIsBad(String bad) {
    try (TestDesk desk = feeding.desk()) {
      desk.say(bad);
      assertThat(desk.closeCode()).isEqualTo((short) 4400);
      assertThat(desk.socket().closeReason()).isNotBlank();
    }
  }

  @Test
  void shouldCloseWhenFrameIsBinary() {
    try (TestDesk desk = feeding.desk()) {
      desk.sayBinary(new byte[] {1, 2});
      assertThat(desk.closeCode()).isEqualTo((short) 4400);
      assertThat(desk.socket().closeReason()).contains("binary");
    }
  }

  @Test
  void shouldCloseWhenFrameIsOverFourKib() {
    try (TestDesk desk = feeding.desk()) {
      desk.say("{\"op\":\"ping\",\"x\":\"" + "x".repeat(4_100) + "\"}");
      assertThat(desk.closeCode()).isIn((short) 1009, (short) 4400);
    }
  }

  @Test
  void shouldCloseWhenMessageIsOverSixteenKib() {
    try (TestDesk desk = feeding.desk()) {
      desk.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(4_000), false));
      for (int i = 0; i < 4; i++) {
        Buffer part = Buffer.buffer("x".repeat(4_000));
        desk.socket().writeFrame(WebSocketFrame.continuationFrame(part, false));
      }
      assertThat(desk.closeCode()).isEqualTo((short) 4400);
    }
  }

  @Test
  void shouldCloseWhenFramesAreAFlood() {
    try (TestDesk desk = feeding.desk()) {
      for (int i = 0; i < 260; i++) {
        desk.socket().writeTextMessage("{\"op\":\"ping\"}");
      }
      assertThat(desk.closeCode()).isEqualTo((short) 4400);
      assertThat(desk.socket().closeReason()).contains("200");
    }
  }

  @Test
  void shouldCloseWhenNoSubscribeComesInTime() {
    try (TestDesk desk = feeding.desk()) {
      desk.say("{\"op\":\"ping\"}");
      assertThat(desk.closeCode()).isEqualTo((short) 4408);
    }
  }

  @Test
  void shouldLetADeskStayThatSubscribedInTime() {
    try (TestDesk desk = feeding.desk()) {
      desk.subscribe("gate").next("snapshot");
      long until = System.nanoTime() + 600_000_000L;
      desk.next(beat -> System.nanoTime() > until, "later frame");
      assertThat(desk.closed).isNotDone();
    }
  }

  @Test
  void shouldCloseWhenPingsAreAFlood() {
    try (TestDesk desk = feeding.desk()) {
      for (int i = 0; i < 260; i++) {
        desk.socket().writePing(Buffer.buffer("x"));
      }
      assertThat(desk.closeCode()).isEqualTo((short) 4400);
      assertThat(desk.socket().closeReason()).contains("200");
    }
  }
}
