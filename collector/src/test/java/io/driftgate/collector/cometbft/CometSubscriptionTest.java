package io.driftgate.collector.cometbft;

import static io.driftgate.collector.cometbft.Answers.blockchain;
import static io.driftgate.collector.cometbft.Answers.bytes;
import static io.driftgate.collector.cometbft.Answers.error;
import static io.driftgate.collector.cometbft.Answers.event;
import static io.driftgate.collector.cometbft.Answers.hash;
import static io.driftgate.collector.cometbft.Answers.meta;
import static io.driftgate.collector.cometbft.Answers.object;
import static io.driftgate.collector.cometbft.Answers.result;
import static io.driftgate.collector.cometbft.Answers.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CometSubscriptionTest {
  private static final String CHAIN = "dockerchain";
  private static final String QUERY = "tm.event='NewBlockHeader'";
  private static final ObjectNode FIRST = meta(Answers.FIRST_HASH, Answers.FIRST);
  private static final String CONFIRMED = "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}";

  private final CometSubscription subscription = new CometSubscription(new Watched(CHAIN, true));

  @Test
  void shouldProveThatItCanHashBeforeItSubscribes() {
    assertThat(subscription.opening()).contains("\"id\":1,\"method\":\"status\"");
    assertThat(read(result(1, status(CHAIN, 1, false))))
        .isEqualTo(
            new PushEvent.Send(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"blockchain\","
                    + "\"params\":{\"minHeight\":\"1\",\"maxHeight\":\"0\"}}"));
    assertThat(subscription.pushesHeads()).isFalse();
    assertThat(read(result(2, blockchain(1, FIRST))))
        .isEqualTo(
            new PushEvent.Send(
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"subscribe\","
                    + "\"params\":{\"query\":\"tm.event='NewBlockHeader'\"}}"));
    assertThat(read(CONFIRMED)).isEqualTo(new PushEvent.Subscribed());
    assertThat(subscription.pushesHeads()).isTrue();
  }

  @Test
  void shouldPushHeadsUnderTheHashThatItComputes() {
    subscribe(FIRST);
    PushEvent.NewHead second = (PushEvent.NewHead) read(event(QUERY, Answers.SECOND));
    assertThat(second.head().hash()).isEqualTo(hash(Answers.SECOND_HASH));
    assertThat(second.head().parentHash()).isEqualTo(hash(Answers.FIRST_HASH));
    assertThat(second.verification()).isEqualTo(Verification.VERIFIED);
    assertThat(((PushEvent.NewHead) read(event(QUERY, Answers.THIRD))).head().hash())
        .isEqualTo(hash(Answers.THIRD_HASH));
    assertThat(read(event(QUERY, Answers.SECOND))).isInstanceOf(PushEvent.NewHead.class);
  }

  @Test
  void shouldOnlySayThatSomethingMovedWhereItCannotHash() {
    subscribe(meta(Answers.HUB_HASH, Answers.FIRST));
    assertThat(subscription.pushesHeads()).isFalse();
    assertThat(read(event(QUERY, Answers.SECOND))).isInstanceOf(PushEvent.Moved.class);
  }

  @Test
  void shouldOnlySayThatSomethingMovedWhereHeadersAreNotVerified() {
    CometSubscription trusting = new CometSubscription(new Watched(CHAIN, false));
    trusting.read(bytes(result(1, status(CHAIN, 1, false))));
    assertThat(trusting.read(bytes(CONFIRMED))).isEqualTo(new PushEvent.Subscribed());
    assertThat(trusting.pushesHeads()).isFalse();
    assertThat(trusting.read(bytes(event(QUERY, Answers.SECOND))))
        .isInstanceOf(PushEvent.Moved.class);
  }

  @Test
  void shouldBreakWhenAHeaderDoesNotFollow() {
    subscribe(FIRST);
    read(event(QUERY, Answers.SECOND));
    ObjectNode other = object(Answers.THIRD);
    other.withObject("/last_block_id").put("hash", Answers.HUB_HASH);
    assertBroken(read(event(QUERY, other.toString())), FailureKind.MALFORMED);
  }

  @Test
  void shouldBreakWhenHeadersBecomeNewToIt() {
    subscribe(FIRST);
    String more = object(Answers.SECOND).put("blob_hash", "00").toString();
    assertBroken(read(event(QUERY, more)), FailureKind.MALFORMED);
  }

  @Test
  void shouldLeaveEventsThatItDidNotSubscribeToOrHasNotConfirmed() {
    read(result(1, status(CHAIN, 1, false)));
    read(result(2, blockchain(1, FIRST)));
    assertThat(read(event(QUERY, Answers.SECOND))).isEqualTo(new PushEvent.Stray());
    read(CONFIRMED);
    assertThat(read(event("tm.event='Tx'", Answers.SECOND))).isEqualTo(new PushEvent.Stray());
  }

  @Test
  void shouldBreakOnAnotherChain() {
    assertBroken(read(result(1, status("x", 1, false))), FailureKind.WRONG_CHAIN);
  }

  @Test
  void shouldBreakOnANodeWithoutABlock() {
    assertBroken(read(result(1, status(CHAIN, 0, true))), FailureKind.NEVER_SYNCED);
  }

  @Test
  void shouldBreakOnAHeaderOfAnotherChain() {
    subscribe(FIRST);
    assertBroken(read(event(QUERY, Answers.HUB)), FailureKind.WRONG_CHAIN);
  }

  @Test
  void shouldBreakWhenTheSubscriptionIsRefusedOrCancelled() {
    subscribe(FIRST);
    assertBroken(read(error(3, -32_000)), FailureKind.RPC_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "[{}]",
        "<html>",
        "{}",
        "{\"id\":2,\"result\":{}}",
        "{\"id\":\"3\",\"result\":{}}",
        "{\"id\":3}",
        "{\"id\":3,\"result\":null}",
        "{\"id\":3,\"result\":{}}",
        "{\"id\":3,\"result\":{\"query\":7}}",
        "{\"id\":3,\"result\":{\"query\":\"tm.event='NewBlockHeader'\"}}",
        "{\"id\":3,\"result\":{\"query\":\"tm.event='NewBlockHeader'\",\"data\":{\"value\":{}}}}"
      })
  void shouldBreakOnNonsense(String message) {
    subscribe(FIRST);
    assertBroken(read(message), FailureKind.MALFORMED);
  }

  private void subscribe(ObjectNode newest) {
    read(result(1, status(CHAIN, 1, false)));
    read(result(2, blockchain(1, newest)));
    read(CONFIRMED);
  }

  private PushEvent read(String message) {
    return subscription.read(bytes(message));
  }

  private static void assertBroken(PushEvent event, FailureKind kind) {
    assertThat(event).isInstanceOf(PushEvent.Broken.class);
    assertThat(((PushEvent.Broken) event).why().kind()).isEqualTo(kind);
  }
}
