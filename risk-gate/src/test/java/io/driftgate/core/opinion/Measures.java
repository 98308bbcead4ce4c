package io.driftgate.core.opinion;

import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.NodeState;

/** Which measure a bound reads. */
final class Measures {
  private static final long MS = 1_000_000;

  private Measures() {}

  static Measure of(BoundPlan bound, Scope scope, ChainOpinion chain, WallOpinion wall) {
    Members members = new Members(chain, scope);
    return switch (bound.metric()) {
      case HEAD_STALENESS, FINALITY_LAG, FINALITY_LAG_MS, FINALITY_STALENESS, HEAD_AGE ->
          new ChainMeasure(bound.metric(), chain, wall);
      case BEHIND -> ofNodes(NodeMeasure.Of.BEHIND, chain, members);
      case HEAD_LAG -> ofNodes(NodeMeasure.Of.HEAD_LAG, chain, members);
      case DATA_AGE -> ofNodes(NodeMeasure.Of.DATA_AGE, chain, members);
      case DIVERGED ->
          new WeightMeasure(members, s -> s == NodeState.DIVERGED || s == NodeState.CORRUPT);
      case QUORUM_AGREEMENT -> new WeightMeasure(members, s -> s == NodeState.IN_SYNC);
      case OBSERVERS -> new ObserversMeasure(members);
      case REORG_DEPTH -> new ReorgMeasure(chain, bound.windowNanos() / 10);
      case L1_ORIGIN_LAG -> new RollupMeasure(chain, RollupObserved::originLagBlocks, 1);
      case L1_ORIGIN_LAG_MS -> new RollupMeasure(chain, RollupObserved::originLagMs, MS);
      case BATCH_LAG -> new RollupMeasure(chain, RollupObserved::batchLagBlocks, 1);
      case BATCH_LAG_MS -> new RollupMeasure(chain, RollupObserved::batchLagMs, MS);
      case DRIFT_P50,
          DRIFT_P90,
          DRIFT_P95,
          DRIFT_P99,
          DRIFT_P999,
          ROUND_TRIP_P50,
          ROUND_TRIP_P90,
          ROUND_TRIP_P95,
          ROUND_TRIP_P99,
          ROUND_TRIP_P999 ->
          new WindowMeasure(bound.metric(), chain, scope, bound.windowNanos(), bound.minSamples());
    };
  }

  private static Measure ofNodes(NodeMeasure.Of of, ChainOpinion chain, Members members) {
    return of == NodeMeasure.Of.DATA_AGE
        ? new NodeMeasure(of, chain, members.only())
        : new MedianMeasure(of, chain, members);
  }
}
