package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.PushChannel;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamTargetsTest {
  private static final Stamp NOW = new Stamp(0, 0);

  private final List<String> told = new ArrayList<>();
  private final StreamTargets targets = new StreamTargets(List.of("a", "b", "c"));
  private final PushChannel.Listener listener = targets.watched(new Told());

  @Test
  void shouldFindTheFirstThatTheNodeHasWithoutAFailure() {
    lose(FailureKind.HTTP_STATUS);
    assertThat(targets.next()).isEqualTo("b");
    listener.onOpen(NOW);
    assertThat(told).containsExactly("declined", "opened");
    assertThat(targets.next()).isEqualTo("b");
  }

  @Test
  void shouldFailWhenTheNodeHasNone() {
    for (int i = 0; i < 4; i++) {
      lose(FailureKind.HTTP_STATUS);
    }
    assertThat(told).containsExactly("declined", "declined", "lost", "lost");
    assertThat(targets.next()).isEqualTo("b");
  }

  @Test
  void shouldFailWhenWhatOnceOpenedIsRefused() {
    listener.onOpen(NOW);
    lose(FailureKind.HTTP_STATUS);
    assertThat(told).containsExactly("opened", "lost");
    assertThat(targets.next()).isEqualTo("b");
  }

  @Test
  void shouldStayWithOneThatWasLostOtherwise() {
    lose(FailureKind.REFUSED);
    assertThat(told).containsExactly("lost");
    assertThat(targets.next()).isEqualTo("a");
  }

  private void lose(FailureKind kind) {
    listener.onLost(new Failure(kind, "no", NOW));
  }

  private final class Told implements PushChannel.Listener {
    @Override
    public void onOpen(Stamp at) {
      told.add("opened");
    }

    @Override
    public void onMessage(Stamp received, Buffer message) {
      throw new AssertionError("no message");
    }

    @Override
    public void onAlive(long sentNanos, Stamp received) {
      throw new AssertionError("no ping");
    }

    @Override
    public void onLost(Failure why) {
      told.add("lost");
    }

    @Override
    public void onDeclined(Failure why) {
      told.add("declined");
    }
  }
}
