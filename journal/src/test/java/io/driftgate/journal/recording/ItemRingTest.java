package io.driftgate.journal.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ItemRingTest {
  @Test
  void shouldGiveBackInOrder() {
    ItemRing ring = new ItemRing(4);
    for (int round = 0; round < 5; round++) {
      ring.put("a" + round);
      ring.put("b" + round);
      assertThat(ring.take()).isEqualTo("a" + round);
      assertThat(ring.take()).isEqualTo("b" + round);
    }
    assertThat(ring.take()).isNull();
    assertThat(ring.dropped()).isZero();
  }

  @Test
  void shouldPutAGapWhereItemsDidNotFit() {
    ItemRing ring = new ItemRing(2);
    ring.put("a");
    ring.put("b");
    ring.put("lost");
    ring.put("lost, too");
    assertThat(ring.dropped()).isEqualTo(2);
    assertThat(ring.take()).isEqualTo("a");

    ring.put("lost: a gap and an item need two places");

    assertThat(ring.take()).isEqualTo("b");
    ring.put("c");
    assertThat(ring.take()).isEqualTo(new Gap(3));
    assertThat(ring.take()).isEqualTo("c");
    assertThat(ring.take()).isNull();
  }

  @Test
  void shouldLoseNothingUnsaidBetweenThreads() throws InterruptedException {
    ItemRing ring = new ItemRing(64);
    long items = 200_000;
    AtomicBoolean all = new AtomicBoolean();
    AtomicLong seen = new AtomicLong();
    AtomicLong outOfOrder = new AtomicLong();
    Thread taker =
        new Thread(
            () -> {
              boolean last = false;
              while (!last) {
                last = all.get();
                for (Object item = ring.take(); item != null; item = ring.take()) {
                  if (item instanceof Gap gap) {
                    seen.addAndGet(gap.missed());
                  } else if (!item.equals(seen.getAndIncrement())) {
                    outOfOrder.incrementAndGet();
                  }
                }
              }
            });
    taker.start();
    for (long i = 0; i < items; i++) {
      ring.put(i);
    }
    all.set(true);
    taker.join();

    assertThat(outOfOrder).hasValue(0);
    assertThat(seen.get()).isBetween(items - ring.dropped(), items);
  }

  @Test
  void shouldRefuseAnOddSize() {
    assertThatThrownBy(() -> new ItemRing(3)).isInstanceOf(IllegalArgumentException.class);
  }
}
