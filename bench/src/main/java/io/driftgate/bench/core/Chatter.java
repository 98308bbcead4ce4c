package io.driftgate.bench.core;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What polled nodes say, in order: 70 % what they said before, 29 % a new head, 1 % a failure or
 * another block at the same height, half of each. Nodes lag by up to a quarter of a block time.
 * From a seed; the same each time.
 */
final class Chatter {
  /** Seen by a poll that is new: 29 of 100 polls fall behind a new block. */
  private static final long INTERVAL_NANOS = Plans.BLOCK_NANOS * 29 / 100;

  private static final int ODD_ONES_IN = 200;
  private static final int FINALIZED_BEHIND = 64;
  private static final long FIRST_HEIGHT = 1_000;
  private static final long WALL_MS = 1_700_000_000_000L;
  private static final long NANOS_PER_MS = 1_000_000;

  private final int chains;
  private final NodeId[] nodes;
  private final long[] delayNanos;
  private final Random random = new Random(7);
  private final Map<Long, Head> heads = new HashMap<>();
  private long polls;

  /** Names nodes as the collector does, by the plan's own ids. */
  Chatter(FleetPlan plan) {
    chains = plan.chains().size();
    nodes = plan.nodes().stream().map(NodePlan::id).toArray(NodeId[]::new);
    delayNanos = new long[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      delayNanos[i] = (long) (random.nextDouble() * Plans.BLOCK_NANOS / 4);
    }
  }

  /** One input to come. */
  sealed interface Input permits Shown, Failed {
    void tell(GateInputs core);
  }

  private record Shown(HeadObserved fact) implements Input {
    @Override
    public void tell(GateInputs core) {
      core.onHead(fact);
    }
  }

  private record Failed(ProbeFailed fact) implements Input {
    @Override
    public void tell(GateInputs core) {
      core.onFailure(fact);
    }
  }

  /** The next inputs. */
  Input[] next(int count) {
    Input[] inputs = new Input[count];
    for (int i = 0; i < count; i++) {
      inputs[i] = next();
    }
    heads.clear();
    return inputs;
  }

  private Input next() {
    int node = (int) (polls % nodes.length);
    long nowNanos = polls * INTERVAL_NANOS / nodes.length + Plans.BLOCK_NANOS;
    polls++;
    Stamp received = new Stamp(nowNanos, WALL_MS + nowNanos / NANOS_PER_MS);
    int odd = random.nextInt(ODD_ONES_IN);
    if (odd == 0) {
      return new Failed(
          new ProbeFailed(nodes[node], Transport.POLL, FailureKind.TIMEOUT, received, "timed out"));
    }
    long height = FIRST_HEIGHT + (nowNanos - delayNanos[node]) / Plans.BLOCK_NANOS;
    int chain = node % chains;
    long finalized = height - FINALIZED_BEHIND;
    Finality finality =
        Finality.of(BlockRef.NONE, new BlockRef(finalized, hash(chain, finalized, 0)));
    return new Shown(
        HeadObserved.polled(
            nodes[node],
            nowNanos - NANOS_PER_MS,
            received,
            head(chain, height, odd == 1 ? 1 : 0),
            finality));
  }

  private Head head(int chain, long height, int branch) {
    return heads.computeIfAbsent(
        (height * chains + chain) * 2 + branch,
        any ->
            new Head(
                height,
                hash(chain, height, branch),
                hash(chain, height - 1, 0),
                hash(chain, height, 2 + branch),
                WALL_MS + height * 1_000));
  }

  private static Hash hash(int chain, long height, int branch) {
    return new Hash(height * 0x9e3779b97f4a7c15L, chain + 1L, branch, height);
  }
}
