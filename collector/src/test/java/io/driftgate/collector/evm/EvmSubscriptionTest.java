package io.driftgate.collector.evm;

import static io.driftgate.collector.evm.Answers.block;
import static io.driftgate.collector.evm.Answers.bytes;
import static io.driftgate.collector.evm.Answers.error;
import static io.driftgate.collector.evm.Answers.hash;
import static io.driftgate.collector.evm.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.core.fact.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvmSubscriptionTest {
  private final EvmSubscription subscription = new EvmSubscription(31_337, HeaderCheck.of(false));

  @Test
  void shouldAskForTheChainFirstAndSubscribeWhenItIsRight() {
    assertThat(subscription.opening()).contains("eth_chainId");
    assertThat(read(result(1, "\"0x7a69\"")))
        .isEqualTo(
            new PushEvent.Send(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}"));
    assertThat(read(result(2, "\"0xabc\""))).isEqualTo(new PushEvent.Subscribed());
  }

  @Test
  void shouldDeliverHeadsOfItsOwnSubscription() {
    subscribe();
    PushEvent event = read(head("0xabc", block(9)));
    assertThat(event).isInstanceOf(PushEvent.NewHead.class);
    assertThat(((PushEvent.NewHead) event).head().height()).isEqualTo(9);
  }

  @Test
  void shouldDeliverTheHeadsOfAReorgLikeAnyOther() {
    subscribe();
    assertThat(read(head("0xabc", block(9)))).isInstanceOf(PushEvent.NewHead.class);
    String other = block(8).replace(hash(9), hash(77));
    assertThat(((PushEvent.NewHead) read(head("0xabc", other))).head().height()).isEqualTo(8);
  }

  @Test
  void shouldLeaveHeadsThatItDidNotSubscribeTo() {
    assertThat(read(head("0xabc", block(9)))).isEqualTo(new PushEvent.Stray());
    subscribe();
    assertThat(read(head("0xdef", block(9)))).isEqualTo(new PushEvent.Stray());
    assertThat(read("{\"method\":\"eth_other\",\"params\":[1]}")).isEqualTo(new PushEvent.Stray());
    assertThat(read("{\"method\":\"eth_subscription\"}")).isEqualTo(new PushEvent.Stray());
  }

  @Test
  void shouldBreakOnAnotherChain() {
    assertBroken(read(result(1, "\"0x1\"")), FailureKind.WRONG_CHAIN);
  }

  @Test
  void shouldBreakWhenTheSubscriptionIsRefused() {
    read(result(1, "\"0x7a69\""));
    assertBroken(read(error(2, -32_601)), FailureKind.RPC_ERROR);
  }

  @Test
  void shouldBreakWhenConfirmedBeforeTheChainIsKnown() {
    assertBroken(read(result(2, "\"0xabc\"")), FailureKind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"id\":7,\"result\":\"0x1\"}",
        "{\"id\":2,\"result\":\"0x1\"}",
        "{\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0xabc\",\"result\":null}}",
        "{\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0xabc\",\"result\":{}}}"
      })
  void shouldBreakOnNonsense(String message) {
    subscribe();
    assertBroken(read(message), FailureKind.MALFORMED);
  }

  private void subscribe() {
    read(result(1, "\"0x7a69\""));
    read(result(2, "\"0xabc\""));
  }

  private PushEvent read(String message) {
    return subscription.read(bytes(message));
  }

  private static String head(String subscription, String block) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\""
        + subscription
        + "\",\"result\":"
        + block
        + "}}";
  }

  private static void assertBroken(PushEvent event, FailureKind kind) {
    assertThat(event).isInstanceOf(PushEvent.Broken.class);
    assertThat(((PushEvent.Broken) event).why().kind()).isEqualTo(kind);
  }
}
