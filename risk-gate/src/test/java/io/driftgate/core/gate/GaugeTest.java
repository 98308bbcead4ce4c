package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When gauges have a value, and when that passes a threshold by time alone (semantics §6.2). */
class GaugeTest {
  private static final long S = 1_000_000_000L;

  /** Five seconds, as a fraction that is not in lowest terms. */
  private static final Ratio FIVE_SECONDS = new Ratio(10 * S, 2);

  private final GateStage stage = new GateStage();
  private final ChainTracker eth = stage.chains.get(new ChainId("eth"));
  private final NodeTracker node = eth.nodes().get(0);

  private void show115() {
    stage.start(List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))));
    stage.blocks(100, 115, 0);
  }

  private static Members members(ChainTracker chain, String scope) {
    return Members.of(chain, Scope.parse(scope));
  }

  @Test
  void shouldHaveNoValueBeforeThereIsAnythingToMeasure() {
    assertThat(new StalenessGauge(eth).present()).isFalse();
    assertThat(new FinalityStalenessGauge(eth).present()).isFalse();
    assertThat(new FinalityLagGauge(eth, Unit.BLOCKS).present()).isFalse();
    assertThat(new DataAgeGauge(node).present()).isFalse();
    assertThat(new HeadAgeGauge(eth.headAge()).present()).isFalse();
    assertThat(new RollupGauge(eth, RollupObserved::batchLagBlocks, 1).present()).isFalse();
  }

  @Test
  void shouldPassAThresholdTheFirstNanosecondBeyondIt() {
    show115();
    assertThat(new StalenessGauge(eth).exceedsAtNanos(FIVE_SECONDS, 15 * S)).isEqualTo(20 * S + 1);
    assertThat(new DataAgeGauge(node).exceedsAtNanos(FIVE_SECONDS, 15 * S)).isEqualTo(20 * S + 1);
    assertThat(new HeadAgeGauge(eth.headAge()).exceedsAtNanos(FIVE_SECONDS, 15 * S))
        .as("of wall time, since a timestamp of 0")
        .isEqualTo(5 * S + 1);
    assertThat(new StalenessGauge(eth).numerator(16 * S)).isEqualTo(S);
    assertThat(new DataAgeGauge(node).numerator(17 * S)).isEqualTo(2 * S);
  }

  @Test
  void shouldPassNoThresholdByTimeAloneWhatTimeDoesNotMove() {
    show115();
    BoundPlan drift = bound(Metric.DRIFT_P50);
    Scope scope = Scope.parse("chain:eth");
    for (Gauge gauge :
        List.of(
            new FinalityLagGauge(eth, Unit.BLOCKS),
            new RollupGauge(eth, RollupObserved::batchLagBlocks, 1),
            Gauges.of(drift, eth, scope),
            Gauges.of(bound(Metric.REORG_DEPTH), eth, scope),
            Gauges.of(bound(Metric.DIVERGED), eth, scope))) {
      assertThat(gauge.exceedsAtNanos(new Ratio(1, 2), 15 * S)).isEqualTo(Deadlines.NEVER);
    }
  }

  private static BoundPlan bound(Metric metric) {
    Optional<Ratio> withdraw = Optional.of(new Ratio(1, 2));
    return new BoundPlan(metric, Optional.empty(), Optional.empty(), withdraw, Optional.empty());
  }

  @Test
  void shouldCountWhoeverIsThereWhenItIsMade() {
    show115();
    Gauge observers = new WeightGauge(Metric.OBSERVERS, members(eth, "chain:eth"));
    assertThat(observers.numerator(15 * S)).isEqualTo(3);
    assertThat(observers.denominator()).isEqualTo(1);
    Gauge agreement = new WeightGauge(Metric.QUORUM_AGREEMENT, members(eth, "cluster:c"));
    assertThat(agreement.numerator(15 * S)).isEqualTo(3);
    assertThat(agreement.denominator()).isEqualTo(3);
    assertThat(new WeightGauge(Metric.DIVERGED, members(eth, "chain:eth")).numerator(0)).isZero();
  }

  @Test
  void shouldHaveNoFractionOfNobody() {
    Members nobody = members(eth, "cluster:none");
    assertThat(new WeightGauge(Metric.QUORUM_AGREEMENT, nobody).present()).isFalse();
    assertThat(new WeightGauge(Metric.DIVERGED, nobody).present()).isFalse();
    assertThat(new WeightGauge(Metric.OBSERVERS, nobody).present()).isTrue();
    assertThat(new MedianGauge(Metric.BEHIND, nobody).present()).isFalse();
  }

  @Test
  void shouldKnowNoMembersOfAFamily() {
    assertThatThrownBy(() -> members(eth, "family:geth"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldMarkSharedGaugesAsUnreadOnlyWhenTheLastReaderLeft() {
    SharedGauge gauge = new SharedGauge(new StalenessGauge(eth));
    Runnable one = () -> {};
    Runnable other = Thread::onSpinWait;
    gauge.join(one);
    gauge.join(other);
    gauge.leave(one);
    assertThat(gauge.unread()).isFalse();
    gauge.leave(other);
    assertThat(gauge.unread()).isTrue();
    assertThat(gauge.gone()).isFalse();
    gauge.end();
    assertThat(gauge.gone()).isTrue();
  }
}
