package io.driftgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SimulatedFleetIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void shouldListenOnLoopbackAndNarrateAndStop() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    SimulatedFleet fleet = get(SimulatedFleet.start(vertx, spec(List.of()), lines::add));

    assertThat(lines.poll(5, TimeUnit.SECONDS)).startsWith("calm: ").doesNotContain("\n");
    assertThat(fleet.nodes()).extracting(NodeAddress::name).containsExactly("sim-1", "sim-2");
    for (NodeAddress node : fleet.nodes()) {
      assertThat(node.http().getHost()).isEqualTo("127.0.0.1");
      assertThat(node.ws().getPort()).isEqualTo(node.http().getPort());
      connect(node);
    }
    get(fleet.stop());
    for (NodeAddress node : fleet.nodes()) {
      assertRefusedSoon(node.http().getPort());
    }
    get(fleet.stop());
  }

  @Test
  void shouldNameThePortThatIsTakenAndLeaveNoneOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = freePort();
      FleetSpec spec = spec(List.of(free, taken.getLocalPort()));

      assertThatThrownBy(() -> get(SimulatedFleet.start(vertx, spec, line -> {})))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
      assertRefusedSoon(free);
    }
  }

  @Test
  void shouldNotRunOnItsCallersEventLoop() throws Exception {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      BlockingQueue<Thread> fleets = new LinkedBlockingQueue<>();
      Promise<Thread> callers = Promise.promise();
      vertx.runOnContext(
          nothing ->
              SimulatedFleet.start(
                      vertx, spec(List.of()), line -> fleets.add(Thread.currentThread()))
                  .map(started -> Thread.currentThread())
                  .onComplete(callers));

      assertThat(fleets.poll(5, TimeUnit.SECONDS)).isNotNull().isNotEqualTo(get(callers.future()));
    }
  }

  private static FleetSpec spec(List<Integer> ports) {
    return new FleetSpec(2, 1337, 200, 4, 42, "calm", ports);
  }

  private static void connect(NodeAddress node) throws IOException {
    new Socket(node.http().getHost(), node.http().getPort()).close();
  }

  /** Vert.x says that a server is closed a moment before its port is. */
  private static void assertRefusedSoon(int port) throws Exception {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < deadlineNanos) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        Thread.sleep(5);
      } catch (ConnectException e) {
        return;
      }
    }
    fail("port %d is still open", port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
