package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SignalMailboxTest {
  private final Deque<Runnable> edgeLoop = new ArrayDeque<>();
  private final List<Long> read = new ArrayList<>();
  private final SignalMailbox mailbox =
      new SignalMailbox("a test", edgeLoop::add, (signal, nanos) -> read.add(signal.seq()));

  @Test
  void shouldDeliverInOrderWithOneWakeUp() {
    post(1, 3);

    assertThat(edgeLoop).hasSize(1);
    edgeLoop.remove().run();

    assertThat(read).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldWakeTheReaderAgainAfterItHasRead() {
    post(1, 1);
    edgeLoop.remove().run();
    post(2, 2);
    edgeLoop.remove().run();

    assertThat(read).containsExactly(1L, 2L);
  }

  @Test
  void shouldDropAndCountWhatDoesNotFit() {
    post(1, SignalMailbox.CAPACITY + 5);
    edgeLoop.remove().run();

    assertThat(mailbox.dropped()).isEqualTo(5);
    assertThat(read).hasSize(SignalMailbox.CAPACITY);
  }

  @Test
  void shouldGoOnAfterALetterItsReaderCannotBear() {
    SignalMailbox fussy =
        new SignalMailbox(
            "a test",
            edgeLoop::add,
            (signal, nanos) -> {
              if (signal.seq() == 1) {
                throw new IllegalStateException("seen in a test");
              }
              read.add(signal.seq());
            });
    fussy.post(signal(1), 0);
    fussy.post(signal(2), 0);

    edgeLoop.remove().run();

    assertThat(read).containsExactly(2L);
  }

  private void post(long from, long to) {
    LongStream.rangeClosed(from, to).forEach(seq -> mailbox.post(signal(seq), 0));
  }

  private static GateSignal signal(long seq) {
    return new GateSignal(
        1,
        seq,
        new Stamp(0, 0),
        new MarketId("ETH"),
        seq,
        Quotes.OPEN,
        Quotes.WITHDRAW,
        Liquidations.ENABLED,
        Liquidations.ENABLED,
        List.of(),
        Cause.DEADLINE,
        Hash.ZERO);
  }
}
