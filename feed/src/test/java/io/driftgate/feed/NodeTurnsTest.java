package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.desk.NodeTurns;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeTurnsTest {
  private final FakeGate gate = new FakeGate();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final NodeTurns turns = new NodeTurns(gate, later::add);
  private final List<String> seen = new ArrayList<>();

  private Future<Void> look(int nodes) {
    for (int i = 0; i < nodes; i++) {
      gate.node(Samples.node("n" + i, 1));
    }
    return turns.each(node -> seen.add(node.id().value()));
  }

  @Test
  void shouldLookAtAFewAtOnceAndAtAllInTheEnd() {
    Future<Void> done = look(40);
    assertThat(seen).hasSize(16);
    later.remove().run();
    assertThat(seen).hasSize(32);
    assertThat(done.isComplete()).isFalse();
    later.remove().run();
    assertThat(done.succeeded()).isTrue();
    assertThat(seen).hasSize(40).doesNotHaveDuplicates();
    assertThat(later).isEmpty();
  }

  @Test
  void shouldPassOverANodeThatLeftMeanwhile() {
    Future<Void> done = look(20);
    gate.forget("n17");
    later.remove().run();
    assertThat(done.succeeded()).isTrue();
    assertThat(seen).hasSize(19).doesNotContain("n17");
  }

  @Test
  void shouldTellWhatALookThrows() {
    gate.node(Samples.node("n0", 1));
    Future<Void> done =
        turns.each(
            node -> {
              throw new IllegalStateException("of a test");
            });
    assertThat(done.cause()).hasMessage("of a test");
  }
}
