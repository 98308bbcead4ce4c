package io.driftgate.collector.solana;

import static io.driftgate.collector.json.Mutants.bytes;
import static io.driftgate.collector.solana.Slots.MAINNET;
import static io.driftgate.collector.solana.Slots.batch;
import static io.driftgate.collector.solana.Slots.error;
import static io.driftgate.collector.solana.Slots.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.json.Mutants;
import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.FailureKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class HostileBytesTest {
  private static final int CHANGES = 4_000;
  private static final String SLOTS = batch(1, 70, 103, 102, 101);
  private static final String BLOCK = result(5, Slots.block(101, 100));
  private static final String LIST = result(6, "[98,99,100]");
  private static final String NEWS = SolanaSubscriptionTest.notification(9, 101);

  @Test
  void shouldWantEachFieldOfTheFirstBatch() {
    Mutants.ofFields(
            SLOTS,
            "/0/id",
            "/0/result",
            "/0/result/context",
            "/0/result/context/slot",
            "/0/result/value",
            "/0/result/value/blockhash",
            "/1/result",
            "/2/result",
            "/3/result/context/slot",
            "/3/result/value/blockhash")
        .forEach((what, body) -> assertMalformed(what, slots(body)));
  }

  @Test
  void shouldWantEachFieldOfABlock() {
    Mutants.ofFields(
            BLOCK, "/id", "/result/blockhash", "/result/previousBlockhash", "/result/parentSlot")
        .forEach((what, body) -> assertMalformed(what, block(body)));
    for (String time : new String[] {"-1", "\"1\"", "1.5", "true", "9223372036854775807"}) {
      assertMalformed(time, block(Mutants.with(BLOCK, "/result/blockTime", time)));
    }
  }

  @Test
  void shouldCallNonsenseMalformed() {
    Mutants.ofBytes(SLOTS).forEach(body -> assertMalformed("slots", slots(body)));
    Mutants.ofBytes(BLOCK).forEach(body -> assertMalformed("block", block(body)));
    Mutants.ofBytes(LIST).forEach(body -> assertMalformed("list", list(body)));
    Mutants.ofBytes(NEWS)
        .filter(body -> !Arrays.equals(body, bytes(NEWS)))
        .forEach(body -> assertThat(news(body)).isNotInstanceOf(PushEvent.Moved.class));
  }

  @Test
  void shouldSurviveAnyChangeOfAnyByte() {
    Mutants.ofChance(SLOTS, CHANGES).forEach(body -> assertThat(slots(body)).isNotNull());
    Mutants.ofChance(BLOCK, CHANGES).forEach(body -> assertThat(block(body)).isNotNull());
    Mutants.ofChance(LIST, CHANGES).forEach(body -> assertThat(list(body)).isNotNull());
    Mutants.ofChance(NEWS, CHANGES).forEach(body -> assertThat(news(body)).isNotNull());
  }

  private static Step slots(byte[] body) {
    SolanaProbe probe = new SolanaProbe(MAINNET);
    probe.begin(false);
    return probe.read(body);
  }

  private static Step block(byte[] body) {
    SolanaProbe probe = new SolanaProbe(MAINNET);
    probe.begin(false);
    probe.read(bytes(SLOTS));
    return probe.read(body);
  }

  private static Step list(byte[] body) {
    SolanaProbe probe = new SolanaProbe(MAINNET);
    probe.begin(false);
    probe.read(bytes(SLOTS));
    probe.read(bytes(error(5, -32_014)));
    return probe.read(body);
  }

  private static PushEvent news(byte[] body) {
    SolanaSubscription subscription = new SolanaSubscription();
    subscription.read(bytes(result(1, "9")));
    return subscription.read(body);
  }

  private static void assertMalformed(String what, Step step) {
    assertThat(step).as(what).isInstanceOf(Step.Failed.class);
    Defect why = ((Step.Failed) step).why();
    assertThat(why.kind()).as(what).isEqualTo(FailureKind.MALFORMED);
    assertThat(why.message()).hasSizeLessThan(200).doesNotContain("s3cret");
  }
}
