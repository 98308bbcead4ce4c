package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FactQueueTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();
  private final RecordedInputs core = new RecordedInputs();
  private final AtomicInteger afterwards = new AtomicInteger();

  @AfterEach
  void close() {
    Waits.get(vertx.close());
  }

  private FactQueue queue(int capacity) {
    return new FactQueue(loop, core, afterwards::incrementAndGet, capacity);
  }

  @Test
  void shouldHandOverAllInOrderOnTheCoresLoop() {
    FactQueue queue = queue(10_000);
    IntStream.range(0, 5_000).forEach(i -> queue.onClient(named("c" + i)));
    Waits.until("all", () -> core.clients.size() == 5_000);
    assertThat(core.clients)
        .extracting(ClientIdentified::family)
        .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> "c" + i).toList());
    assertThat(core.threads).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(queue.dropped()).isZero();
    assertThat(afterwards.get()).isPositive();
  }

  @Test
  void shouldDropAndCountWhatDoesNotFitAndGoOn() throws Exception {
    FactQueue queue = queue(10);
    CountDownLatch held = new CountDownLatch(1);
    loop.runOnContext(v -> await(held));
    IntStream.range(0, 25).forEach(i -> queue.onClient(named("c" + i)));
    assertThat(queue.dropped()).isEqualTo(15);
    held.countDown();
    Waits.until("the first ten", () -> core.clients.size() == 10);
    queue.onClient(named("late"));
    Waits.until("the next", () -> core.clients.size() == 11);
  }

  @Test
  void shouldHandOverNothingAfterItWasStopped() throws Exception {
    FactQueue queue = queue(100);
    CountDownLatch held = new CountDownLatch(1);
    loop.runOnContext(v -> await(held));
    queue.onClient(named("before"));
    queue.stop();
    queue.onClient(named("after"));
    held.countDown();
    CountDownLatch passed = new CountDownLatch(1);
    loop.runOnContext(v -> passed.countDown());
    passed.await();
    assertThat(core.clients).isEmpty();
  }

  @Test
  void shouldTakeNoTime() {
    FactQueue queue = queue(1);
    assertThatThrownBy(() -> queue.onTick(new Stamp(0, 0)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldChooseLoopsByTheSizeOfTheFleet() {
    List<Integer> loops =
        IntStream.of(1, 500, 501, 2_500, 10_000)
            .map(nodes -> CollectorGroup.loopsFor(nodes, 8))
            .boxed()
            .toList();
    assertThat(loops).containsExactly(0, 0, 1, 1, 4);
    assertThat(CollectorGroup.loopsFor(10_000, 2)).isEqualTo(1);
    assertThat(CollectorGroup.loopsFor(10_000, 1)).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ClientIdentified named(String family) {
    return new ClientIdentified(new NodeId("n"), family, new Stamp(1, 1));
  }
}
