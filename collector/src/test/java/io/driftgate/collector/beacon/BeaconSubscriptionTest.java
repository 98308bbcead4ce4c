package io.driftgate.collector.beacon;

import static io.driftgate.collector.beacon.Documents.bytes;
import static io.driftgate.collector.beacon.Documents.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.core.fact.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BeaconSubscriptionTest {
  private final BeaconSubscription subscription = new BeaconSubscription();

  @Test
  void shouldBeConfirmedByTheStreamItselfAndPromiseNoHeads() {
    assertThat(subscription.opened()).isEqualTo(new PushEvent.Subscribed());
    assertThat(subscription.pushesHeads()).isFalse();
  }

  @Test
  void shouldTellOfAHeadOnceHoweverOftenItIsTold() {
    assertThat(read(head(10, 3))).isEqualTo(new PushEvent.Moved(10));
    assertThat(read(head(10, 3))).isEqualTo(new PushEvent.Stray());
    assertThat(read(second(10, 3, "empty"))).isEqualTo(new PushEvent.Stray());
    assertThat(read(second(10, 3, "full"))).isEqualTo(new PushEvent.Stray());
    assertThat(read(second(11, 4, "empty"))).isEqualTo(new PushEvent.Moved(11));
    assertThat(read(head(11, 4))).isEqualTo(new PushEvent.Stray());
  }

  @Test
  void shouldTellOfAReorgAndOfTheWayBack() {
    read(head(10, 3));
    assertThat(read(reorg(10, 5))).isEqualTo(new PushEvent.Moved(10));
    assertThat(read(head(10, 5))).isEqualTo(new PushEvent.Stray());
    assertThat(read(head(10, 3))).isEqualTo(new PushEvent.Moved(10));
  }

  @Test
  void shouldTellOfAHeadThatIsNoLongerOptimistic() {
    read(head(10, 3).replace("false}", "true}"));
    assertThat(read(head(10, 3))).isEqualTo(new PushEvent.Moved(10));
  }

  @Test
  void shouldTellOfANewFinalizedCheckpoint() {
    String event =
        "finalized_checkpoint\n{\"block\":\"" + root(3) + "\",\"state\":\"" + root(4) + "\",";
    assertThat(read(event + "\"epoch\":\"2\"}")).isEqualTo(new PushEvent.Moved());
    assertThat(read(event + "\"epoch\":\"2\"}")).isEqualTo(new PushEvent.Stray());
    assertThat(read(event + "\"epoch\":\"3\"}")).isEqualTo(new PushEvent.Moved());
  }

  @Test
  void shouldLeaveEventsThatItDidNotAskFor() {
    assertThat(read("block\nnonsense")).isEqualTo(new PushEvent.Stray());
    assertThat(read("message\n{}")).isEqualTo(new PushEvent.Stray());
    assertThat(read("")).isEqualTo(new PushEvent.Stray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head",
        "head\n",
        "head\n[]",
        "head\n{}",
        "head\n{\"slot\":\"10\"}",
        "head\n<html>",
        "head_v2\n{\"data\":[]}",
        "chain_reorg\n{\"slot\":\"10\"}",
        "finalized_checkpoint\n{\"epoch\":\"-1\"}"
      })
  void shouldBreakOnNonsense(String message) {
    PushEvent event = read(message);
    assertThat(event).isInstanceOf(PushEvent.Broken.class);
    assertThat(((PushEvent.Broken) event).why().kind()).isEqualTo(FailureKind.MALFORMED);
  }

  static String head(long slot, long block) {
    return "head\n" + data(slot, block, "");
  }

  private static String second(long slot, long block, String payload) {
    String more = "\"payload_status\":\"" + payload + "\",";
    return "head_v2\n{\"version\":\"gloas\",\"data\":" + data(slot, block, more) + "}";
  }

  private static String data(long slot, long block, String more) {
    return "{\"slot\":\""
        + slot
        + "\",\"block\":\""
        + root(block)
        + "\",\"state\":\""
        + root(block + 1)
        + "\","
        + more
        + "\"epoch_transition\":false,\"execution_optimistic\":false}";
  }

  private static String reorg(long slot, long block) {
    return "chain_reorg\n{\"slot\":\""
        + slot
        + "\",\"depth\":\"1\",\"old_head_block\":\""
        + root(3)
        + "\",\"new_head_block\":\""
        + root(block)
        + "\",\"old_head_state\":\""
        + root(4)
        + "\",\"new_head_state\":\""
        + root(6)
        + "\",\"epoch\":\"0\",\"execution_optimistic\":false}";
  }

  private PushEvent read(String message) {
    return subscription.read(bytes(message));
  }
}
