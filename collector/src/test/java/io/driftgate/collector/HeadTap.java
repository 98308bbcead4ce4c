package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import java.util.function.Consumer;

/** Shows somebody the heads on their way. */
record HeadTap(GateInputs to, Consumer<HeadObserved> heads) implements GateInputs {
  @Override
  public void onHead(HeadObserved fact) {
    heads.accept(fact);
    to.onHead(fact);
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    to.onFailure(fact);
  }

  @Override
  public void onPush(PushChanged fact) {
    to.onPush(fact);
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    to.onKeepAlive(fact);
  }

  @Override
  public void onClient(ClientIdentified fact) {
    to.onClient(fact);
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    to.onHeader(fact);
  }

  @Override
  public void onRollup(RollupObserved fact) {
    to.onRollup(fact);
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    to.onLiveness(fact);
  }

  @Override
  public void onTick(Stamp now) {
    to.onTick(now);
  }
}
