package io.driftgate.bench.stamp;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Stands where the core would: takes heads, counts failures. On the loop. */
final class HeadInputs implements GateInputs {
  private final Consumer<HeadObserved> heads;
  private final AtomicLong failures = new AtomicLong();

  HeadInputs(Consumer<HeadObserved> heads) {
    this.heads = heads;
  }

  long failures() {
    return failures.get();
  }

  @Override
  public void onHead(HeadObserved fact) {
    heads.accept(fact);
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    failures.incrementAndGet();
  }

  @Override
  public void onPush(PushChanged fact) {}

  @Override
  public void onKeepAlive(KeepAlive fact) {}

  @Override
  public void onClient(ClientIdentified fact) {}

  @Override
  public void onHeader(HeaderFetched fact) {}

  @Override
  public void onRollup(RollupObserved fact) {}

  @Override
  public void onLiveness(LivenessObserved fact) {}

  @Override
  public void onTick(Stamp now) {}
}
