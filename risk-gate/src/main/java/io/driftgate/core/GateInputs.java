package io.driftgate.core;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;

/**
 * The port into the core: what the world may tell it. Inputs are ordered; their order and content
 * alone decide what comes out.
 *
 * <p>Live, all calls come on the gate loop. A fact about a node that the plan does not name is
 * ignored and counted.
 */
public interface GateInputs {
  /** A node showed a head. */
  void onHead(HeadObserved fact);

  /** An exchange with a node gave nothing usable. */
  void onFailure(ProbeFailed fact);

  /** A subscription became, or ceased to be, something to rely on. */
  void onPush(PushChanged fact);

  /** A push connection is alive. */
  void onKeepAlive(KeepAlive fact);

  /** A node named its client family. */
  void onClient(ClientIdentified fact);

  /** A missing header was fetched. */
  void onHeader(HeaderFetched fact);

  /** A rollup node told of its progress. */
  void onRollup(RollupObserved fact);

  /** The liveness probe of a quiet chain ended. */
  void onLiveness(LivenessObserved fact);

  /** Time has passed. Deadlines at or before it are applied. */
  void onTick(Stamp now);
}
