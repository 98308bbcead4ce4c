package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.Trackers;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The weighted median, and the instant at which it passes a threshold, by trying every instant. */
class MedianGaugeTest {
  private static final long HORIZON = 120;

  private ChainTracker chain;
  private long now;

  @Test
  void shouldBeTheWeightedMedianAndPassThresholdsWhenItSays() {
    int passed = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      showRandomHeads(random);
      Members members = Members.of(chain, Scope.parse("cluster:c"));
      MedianGauge gauge = new MedianGauge(Metric.BEHIND, members);
      assertThat(gauge.numerator(now)).as("seed " + seed).isEqualTo(bruteMedian(members, now));
      long threshold = random.nextInt(60);
      if (gauge.numerator(now) <= threshold) {
        long at = gauge.exceedsAtNanos(new Ratio(threshold, 1), now);
        assertThat(at).as("seed " + seed).isEqualTo(bruteExceedsAt(members, threshold));
        passed += at == Deadlines.NEVER ? 0 : 1;
      }
    }
    assertThat(passed).as("medians that pass").isGreaterThan(50);
  }

  @Test
  void shouldFollowItsMembersAsTheyMove() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      showRandomHeads(random);
      Members members = Members.of(chain, Scope.parse("cluster:c"));
      MedianGauge gauge = new MedianGauge(Metric.BEHIND, members);
      boolean[] told = {false};
      gauge.subscribe(() -> told[0] = true);
      for (int step = 0; step < 12; step++) {
        long before = bruteMedian(members, now);
        told[0] = false;
        now += random.nextInt(3) * 10L;
        NodeTracker node = chain.nodes().get(random.nextInt(chain.nodes().size()));
        if (random.nextBoolean()) {
          show(node, 103 + random.nextInt(4));
        } else {
          trust(node, random.nextBoolean());
        }
        long median = bruteMedian(members, now);
        assertThat(gauge.numerator(now)).as("seed " + seed).isEqualTo(median);
        long threshold = median + random.nextInt(30);
        if (median != Gauge.INFINITE) {
          assertThat(gauge.exceedsAtNanos(new Ratio(threshold, 1), now))
              .as("seed " + seed)
              .isEqualTo(bruteExceedsAt(members, threshold));
        }
        assertThat(told[0] || median >= before).as("told of what falls").isTrue();
      }
    }
  }

  private void trust(NodeTracker node, boolean trusted) {
    Stamp at = new Stamp(now, 0);
    node.onPush(new PushChanged(node.plan().id(), trusted, at));
    chain.settle(at);
  }

  private long bruteExceedsAt(Members members, long threshold) {
    return LongStream.rangeClosed(now + 1, now + HORIZON)
        .filter(t -> bruteMedian(members, t) > threshold)
        .findFirst()
        .orElse(Deadlines.NEVER);
  }

  /** Every unit of weight is one value in a list; the upper of the two in the middle. */
  private static long bruteMedian(Members members, long atNanos) {
    List<Long> values = new ArrayList<>();
    for (NodeTracker node : members.nodes()) {
      boolean fit = node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING;
      for (int i = 0; i < Math.max(1, node.plan().weight()); i++) {
        values.add(fit ? node.position().behindNanos(atNanos) : Gauge.INFINITE);
      }
    }
    values.sort(null);
    return values.get(values.size() / 2);
  }

  private void showRandomHeads(Random random) {
    ChainPlan plan =
        new ChainPlan(
            new ChainId("eth"), 10_000, new QuorumPlan(new Ratio(51, 100), 1, 1, 1), 9, 20, false);
    List<NodePlan> nodes = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      nodes.add(node("n" + i, "c", random.nextInt(4)));
    }
    nodes.add(node("lead1", "", 5));
    nodes.add(node("lead2", "", 5));
    chain = Trackers.of(plan, nodes);
    now = 1_000;
    for (long height = 100; height < 104; height++) {
      now += random.nextInt(30);
      for (NodeTracker node : chain.nodes()) {
        boolean leads = node.plan().cluster().isEmpty();
        if (leads || random.nextInt(3) > 0) {
          show(node, height);
        }
        if (random.nextInt(4) == 0) {
          trust(node, random.nextInt(4) > 0);
        }
      }
    }
  }

  private static NodePlan node(String id, String cluster, int weight) {
    return new NodePlan(
        new NodeId(id), new ChainId("eth"), cluster, "", "", weight, Long.MAX_VALUE / 4, 0);
  }

  private void show(NodeTracker node, long height) {
    Head head =
        new Head(height, new Hash(height, 0, 0, 0), new Hash(height - 1, 0, 0, 0), Hash.ZERO, 0);
    Stamp at = new Stamp(now, 0);
    chain.onHead(node, HeadObserved.pushed(node.plan().id(), at, head));
    chain.settle(at);
  }
}
