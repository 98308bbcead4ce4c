package io.driftgate.collector.solana;

import static io.driftgate.collector.json.Mutants.bytes;
import static io.driftgate.collector.solana.Slots.error;
import static io.driftgate.collector.solana.Slots.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.core.fact.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SolanaSubscriptionTest {
  private final SolanaSubscription subscription = new SolanaSubscription();

  static String notification(long subscription, long slot) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"slotNotification\",\"params\":{\"result\":{\"parent\":"
        + (slot - 1)
        + ",\"root\":"
        + (slot - 32)
        + ",\"slot\":"
        + slot
        + "},\"subscription\":"
        + subscription
        + "}}";
  }

  @Test
  void shouldSubscribeAtOnceAndPromiseNoHeads() {
    assertThat(subscription.opening())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slotSubscribe\",\"params\":[]}");
    assertThat(subscription.pushesHeads()).isFalse();
    assertThat(new SolanaProtocol().pushes()).isEqualTo(Pushes.MOVES);
    assertThat(read(result(1, "0"))).isEqualTo(new PushEvent.Subscribed());
  }

  @Test
  void shouldSayOnceForEachNewSlotThatItMoved() {
    read(result(1, "9"));
    assertThat(read(notification(9, 101))).isEqualTo(new PushEvent.Moved(101));
    assertThat(read(notification(9, 101))).isEqualTo(new PushEvent.Stray());
    assertThat(read(notification(9, 99))).isEqualTo(new PushEvent.Stray());
    assertThat(read(notification(9, 103))).isEqualTo(new PushEvent.Moved(103));
  }

  @Test
  void shouldLeaveWhatItDidNotSubscribeTo() {
    assertThat(read(notification(9, 101))).isEqualTo(new PushEvent.Stray());
    read(result(1, "9"));
    assertThat(read(notification(8, 101))).isEqualTo(new PushEvent.Stray());
    assertThat(read(notification(9, 101).replace("slotN", "rootN")))
        .isEqualTo(new PushEvent.Stray());
  }

  @Test
  void shouldBreakWhenItIsRefused() {
    assertBroken(read(error(1, -32_601)), FailureKind.RPC_ERROR);
    assertBroken(read(error(1, 429)), FailureKind.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"id\":7,\"result\":5}",
        "{\"id\":1,\"result\":5}",
        "{\"method\":5}",
        "{\"method\":\"slotNotification\"}",
        "{\"method\":\"slotNotification\",\"params\":{\"subscription\":9,\"result\":5}}",
        "{\"method\":\"slotNotification\",\"params\":{\"subscription\":\"9\",\"result\":{\"slot\":5}}}",
        "{\"method\":\"slotNotification\",\"params\":{\"subscription\":9,\"result\":{\"slot\":-5}}}"
      })
  void shouldBreakOnNonsense(String message) {
    read(result(1, "9"));
    assertBroken(read(message), FailureKind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"9\"", "-1", "1.5", "{}", "true"})
  void shouldBreakOnAnotherSubscriptionId(String id) {
    assertBroken(read(result(1, id)), FailureKind.MALFORMED);
  }

  private PushEvent read(String message) {
    return subscription.read(bytes(message));
  }

  private static void assertBroken(PushEvent event, FailureKind kind) {
    assertThat(event).isInstanceOf(PushEvent.Broken.class);
    assertThat(((PushEvent.Broken) event).why().kind()).isEqualTo(kind);
  }
}
