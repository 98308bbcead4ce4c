package io.driftgate.simulator.scenario;

import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import java.util.Map;

/**
 * Everything that is wrong during a stage.
 *
 * @param faults by node index from 0; who is not named is well
 * @param blocksStalled slots stay without a block
 * @param finalityHeld checkpoints stay where they are
 */
public record Trouble(Map<Integer, Fault> faults, boolean blocksStalled, boolean finalityHeld) {
  /** All is well. */
  public static final Trouble NONE = new Trouble(Map.of(), false, false);

  /** Nobody mines. */
  public static final Trouble BLOCKS_STALLED = new Trouble(Map.of(), true, false);

  /** Heads advance, finality doesn't. */
  public static final Trouble FINALITY_HELD = new Trouble(Map.of(), false, true);

  public Trouble {
    faults = Map.copyOf(faults);
  }

  /** Only nodes are at fault. */
  public static Trouble of(Map<Integer, Fault> faults) {
    return new Trouble(faults, false, false);
  }

  /** What is wrong with one node. */
  public Fault fault(int node) {
    return faults.getOrDefault(node, Fault.NONE);
  }

  boolean forks() {
    return faults.values().stream().anyMatch(fault -> fault.kind() == FaultKind.FORK);
  }
}
