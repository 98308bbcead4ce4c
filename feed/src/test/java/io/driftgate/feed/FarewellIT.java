package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.signal.Quotes;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the feed ends. */
final class FarewellIT {
  @Test
  void shouldSendEverySubscriberAFinalSnapshotAndCloseWithinASecond() {
    FakeGate gate = new FakeGate("A");
    try (Feeding feeding = new Feeding(gate);
        TestDesk one = feeding.desk();
        TestDesk other = feeding.desk();
        TestDesk silent = feeding.desk()) {
      one.subscribe("gate").next("snapshot");
      other.subscribe("gate").next("snapshot");
      silent.next("hello");
      feeding.onGate(
          () -> {
            gate.move("A", Quotes.WITHDRAW);
            return true;
          });
      long begun = System.nanoTime();
      Feeding.await(feeding.server.stop());
      assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
      for (TestDesk desk : List.of(one, other)) {
        assertThat(desk.next("transition").getLong("seq")).isEqualTo(1);
        assertThat(desk.next("snapshot").getLong("seq")).isEqualTo(1);
        assertThat(desk.closeCode()).isEqualTo((short) 1012);
      }
      assertThat(silent.closeCode()).isEqualTo((short) 1012);
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), feeding.port).close())
          .isInstanceOf(ConnectException.class);
    }
  }
}
