package io.driftgate.simulator;

import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.scenario.Scenario;
import io.driftgate.simulator.scenario.Script;
import io.driftgate.simulator.scenario.Stage;
import java.util.HashSet;
import java.util.List;

/**
 * A fleet to simulate.
 *
 * @param nodes 1 to 250; 3 at least for a scenario in which something goes wrong
 * @param chainId what {@code eth_chainId} answers; at least 1
 * @param blockTimeMs 100 to 600,000
 * @param slotsPerEpoch 1 to 1,024; finality trails by two to three epochs
 * @param seed equal seeds give equal chances; hashes also depend on when the fleet starts
 * @param scenario one of {@link Scenario#names()}
 * @param ports one for each node, or none: whatever ports are free
 */
public record FleetSpec(
    int nodes,
    long chainId,
    long blockTimeMs,
    long slotsPerEpoch,
    long seed,
    String scenario,
    List<Integer> ports) {
  private static final int MAX_NODES = 250;
  private static final int MIN_NODES_FOR_TROUBLE = 3;
  private static final int MAX_PORT = 65_535;

  /** Any origin shows whether the chain's figures are valid. */
  private static final long ANY_ORIGIN_MS = Long.MAX_VALUE / 2;

  public FleetSpec {
    Scenario played = Scenario.named(scenario);
    int least = played == Scenario.CALM ? 1 : MIN_NODES_FOR_TROUBLE;
    if (nodes < least || nodes > MAX_NODES) {
      throw new IllegalArgumentException(
          "nodes must be " + least + " to " + MAX_NODES + " for " + scenario + ", not " + nodes);
    }
    ports = List.copyOf(ports);
    requirePorts(ports, nodes);
    var unused = new ChainSpec(chainId, blockTimeMs, slotsPerEpoch, seed, ANY_ORIGIN_MS);
  }

  /** One cycle of the scenario, for this fleet; it starts over when it ends. */
  public List<Stage> stages() {
    return Script.of(Scenario.named(scenario), nodes, blockTimeMs, slotsPerEpoch);
  }

  ChainSpec chain(long originMs) {
    return new ChainSpec(chainId, blockTimeMs, slotsPerEpoch, seed, originMs);
  }

  int port(int node) {
    return ports.isEmpty() ? 0 : ports.get(node);
  }

  private static void requirePorts(List<Integer> ports, int nodes) {
    if (!ports.isEmpty() && ports.size() != nodes) {
      throw new IllegalArgumentException(
          "ports must be " + nodes + ", one a node, or none, not " + ports.size());
    }
    if (new HashSet<>(ports).size() != ports.size()
        || ports.stream().anyMatch(port -> port < 1 || port > MAX_PORT)) {
      throw new IllegalArgumentException("ports must differ and be 1 to 65535");
    }
  }
}
