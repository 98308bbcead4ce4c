package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A watched node's head, its JITTER and whether it is SUSPECT, against what the whole history of
 * what was shown says when it is read from its beginning, slowly.
 */
class NodeHistoryTest {
  private static final int SEEDS = System.getProperty("soak") == null ? 20 : 400;
  private static final long LIVENESS_MS = 4_000;
  private static final long SLICE_MS = 6_000;
  private static final long ALLOWED = 120;
  private static final long MAX_LEAD = 3;

  private record Showing(Head head, long atMs) {}

  private record Led(long atMs, long height) {}

  private Scene scene;
  private Random random;
  private long nowMs;
  private long top;

  /** All that anybody ever showed, by hash as text. */
  private Map<Object, Head> blocks;

  private Map<Object, Long> firstSeenMs;
  private List<Showing> since;
  private List<Led> led;
  private long jitteredMs;
  private int jitters;
  private int suspicions;
  private int falls;

  @Test
  void shouldBelieveOfANodeWhatItsWholeHistorySays() {
    jitters = 0;
    suspicions = 0;
    falls = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      start(seed);
      for (int i = 0; i < 400; i++) {
        step();
      }
    }
    assertThat(jitters).isGreaterThan(SEEDS);
    assertThat(suspicions).isGreaterThan(SEEDS);
    assertThat(falls).isGreaterThan(SEEDS);
  }

  private void start(int seed) {
    scene = Scene.with().patientNodes(3).node("w", "", 0, LIVENESS_MS).start();
    random = new Random(seed);
    blocks = new HashMap<>();
    firstSeenMs = new HashMap<>();
    since = new ArrayList<>();
    led = new ArrayList<>();
    jitteredMs = Long.MIN_VALUE / 2;
    nowMs = 0;
    top = 100;
    everybody();
  }

  private void step() {
    tickTo(nowMs + 1 + random.nextInt(700));
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> rise(1);
      case 4 -> rise(random.nextInt(30) == 0 ? 130 : 2);
      case 5 -> tickTo(nowMs + random.nextInt(8_000));
      case 6 -> show(Scene.block(top + 1 + random.nextInt(8), 1 + random.nextInt(3)));
      case 7 -> show(Scene.block(top + 1 + random.nextInt(200), 5));
      default -> show(Scene.block(Math.max(100, top - random.nextInt(4)), 0));
    }
    check();
  }

  private void rise(int by) {
    for (int i = 0; i < by; i++) {
      top++;
      everybody();
    }
  }

  private void everybody() {
    Head head = Scene.block(top, 0);
    blocks.put(head.hash(), head);
    firstSeenMs.put(head.hash(), nowMs);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, top, nowMs);
      noteLed();
    }
  }

  private void noteLed() {
    led.add(new Led(nowMs, scene.chain().leading().height()));
  }

  /** A question asked after the last answer, answered now. */
  private void show(Head head) {
    blocks.put(head.hash(), head);
    Head before = headByHistory();
    boolean lower = before != null && !before.equals(head) && isAncestor(head, before);
    if (lower && wasShownOfLate(before)) {
      jitteredMs = nowMs;
      jitters++;
    }
    if (before != null && !isAncestor(head, before) && !isAncestor(before, head)) {
      since.clear();
    }
    since.add(new Showing(head, nowMs));
    scene.poll("w", head, Finality.NOT_ASKED, nowMs, nowMs);
  }

  private boolean wasShownOfLate(Head head) {
    return since.stream().anyMatch(s -> s.head().equals(head) && nowMs - s.atMs() <= LIVENESS_MS);
  }

  /** Whether a block is another or an ancestor of it, by the links that can be known. */
  private boolean isAncestor(Head low, Head high) {
    Head block = high;
    while (block != null && block.height() > low.height()) {
      block = blocks.get(block.parentHash());
    }
    return low.equals(block);
  }

  private Head headByHistory() {
    long newest = since.stream().mapToLong(Showing::atMs).max().orElse(0);
    long from = Math.min(newest, nowMs - LIVENESS_MS);
    return since.stream()
        .filter(s -> s.atMs() >= from)
        .map(Showing::head)
        .max(Comparator.comparingLong(Head::height))
        .orElse(null);
  }

  private void tickTo(long ms) {
    long until = ms;
    while (nowMs < until) {
      nowMs = Math.min(until, nowMs + 1 + random.nextInt(900));
      Head before = scene.node("w").head().orElse(null);
      scene.tick(nowMs);
      check();
      falls += before == null || before.equals(headByHistory()) ? 0 : 1;
    }
  }

  private void check() {
    Head head = headByHistory();
    assertThat(scene.node("w").head().orElse(null)).isEqualTo(head);
    assertThat(scene.node("w").flags().contains(NodeFlag.JITTER))
        .isEqualTo(nowMs - jitteredMs <= 60_000);
    NodeState state = scene.state("w");
    if (head != null && state != NodeState.UNKNOWN && state != NodeState.DIVERGED) {
      boolean suspect = isFresh() && (head.height() - top > MAX_LEAD || isTooFast(head));
      assertThat(state == NodeState.SUSPECT)
          .as("%s %s at %s", state, head, nowMs)
          .isEqualTo(suspect);
      suspicions += suspect ? 1 : 0;
    }
  }

  private boolean isFresh() {
    return nowMs - firstSeenMs.get(Scene.hash(top, 0)) <= 2_000;
  }

  private boolean isTooFast(Head head) {
    long sliceStart = (Math.floorDiv(nowMs, SLICE_MS) - 9) * SLICE_MS;
    long height = -1;
    for (Led step : led) {
      if (step.atMs() < sliceStart) {
        height = step.height();
      }
    }
    return height >= 0 && head.height() - height > ALLOWED;
  }
}
