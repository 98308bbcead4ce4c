package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.client.Desk;
import io.driftgate.client.Market;
import io.driftgate.client.protocol.Counted;
import io.driftgate.core.signal.Quotes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The Java SDK over Tyrus, against the real server. */
final class DeskSdkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static void move(Feeding feeding, Quotes quotes) {
    feeding.onGate(
        () -> {
          feeding.gate.move("ETH-PERP", quotes);
          return true;
        });
  }

  @Test
  void shouldFollowTheGateAndSayThatItActed() throws Exception {
    try (Feeding feeding = new Feeding(new FakeGate("ETH-PERP", "SOL-PERP"));
        Desk desk =
            Desk.builder()
                .gate("ws://127.0.0.1:" + feeding.port + "/v1/feed")
                .listener(change -> {})
                .open()) {
      Market eth = desk.market("ETH-PERP");
      move(feeding, Quotes.OPEN);
      Feeding.eventually(PATIENCE, () -> eth.permission().mayQuote());
      assertThat(desk.permission("SOL-PERP").mayQuote()).isFalse();
      move(feeding, Quotes.WIDEN);
      Feeding.eventually(PATIENCE, () -> eth.quotes() == io.driftgate.client.protocol.Quotes.WIDEN);
      Feeding.eventually(PATIENCE, () -> feeding.server.counts().acknowledgements() > 0);
      move(feeding, Quotes.OPEN);
      Feeding.eventually(PATIENCE, () -> eth.quotes() == io.driftgate.client.protocol.Quotes.OPEN);
      assertThat(desk.report().gates().get(0).counts())
          .containsEntry(Counted.RESETS, 0L)
          .containsEntry(Counted.GAPS, 0L);
    }
  }

  @Test
  void shouldWithdrawWithinOneLeaseOfTheServersEnd() throws Exception {
    Feeding feeding = new Feeding(new FakeGate("ETH-PERP"));
    try (Desk desk = Desk.builder().gate("ws://127.0.0.1:" + feeding.port + "/v1/feed").open()) {
      move(feeding, Quotes.OPEN);
      Feeding.eventually(PATIENCE, () -> desk.permission("ETH-PERP").mayQuote());
      feeding.close();
      long closed = System.nanoTime();
      Feeding.eventually(PATIENCE, () -> !desk.permission("ETH-PERP").mayQuote());
      assertThat(System.nanoTime() - closed).isLessThan(Duration.ofMillis(1_050).toNanos());
    }
  }
}
