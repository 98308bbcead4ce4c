package io.driftgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.client.protocol.FakeGate;
import io.driftgate.client.protocol.Permission;
import io.driftgate.client.protocol.Quotes;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The package's example, with gates of this machine in the places of its own. */
final class ExampleIT {
  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<String> pulled = new LinkedBlockingQueue<>();

  private static RawGate gate() throws IOException {
    FakeGate gate = new FakeGate("ETH-PERP");
    gate.move("ETH-PERP", "OPEN");
    return new RawGate(gate);
  }

  @Test
  void shouldQuoteOnceBothGatesHaveGrantedAndBeToldOfTheEnd() throws Exception {
    try (RawGate a = gate();
        RawGate b = gate()) {
      try (Desk desk =
          Desk.builder()
              .gate(a.address())
              .gate(b.address())
              .token(() -> "token")
              .listener(change -> pulled.add(change.market() + " " + change.now().quotes()))
              .open()) {
        Market eth = desk.market("ETH-PERP");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean quoted = false;
        while (!quoted && System.nanoTime() - deadline < 0) {
          Permission now = eth.permission();
          quoted = now.quotes() == Quotes.OPEN;
        }
        assertThat(quoted).isTrue();
        b.mute = true;
        String told = "";
        while (!told.equals("ETH-PERP WITHDRAW")) {
          told = pulled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
          assertThat(told).isNotNull();
        }
      }
    }
  }
}
