package io.driftgate.simulator.scenario;

import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who suffers what in a fleet of a given size. Different troubles meet different nodes where there
 * are enough of them; node 0 is the last to fall.
 *
 * @param nodes at least 1
 */
record Cast(int nodes) {
  static final long DELAY_MS = 900;
  static final long LIE_BLOCKS = 30_000_000;

  private static final long NANOS_PER_MS = 1_000_000;

  Map<Integer, Fault> laggard() {
    return Map.of(fromTheEnd(1), Fault.delay(DELAY_MS * NANOS_PER_MS));
  }

  Map<Integer, Fault> silentSocket() {
    return Map.of(fromTheEnd(2), Fault.of(FaultKind.SILENT_PUSH));
  }

  Map<Integer, Fault> liar() {
    return Map.of(fromTheEnd(3), Fault.lie(LIE_BLOCKS));
  }

  /** As many as leave two thirds of the nodes on the main branch, but one at least. */
  Map<Integer, Fault> forkers() {
    int minority = Math.max(1, (nodes - 1) / 3);
    return last(minority).boxed().collect(Collectors.toMap(i -> i, i -> Fault.of(FaultKind.FORK)));
  }

  /** Three quarters, half of them unreachable and half of them hung. */
  Map<Integer, Fault> outage() {
    int fallen = Math.max(1, nodes - Math.max(1, nodes / 4));
    Map<Integer, Fault> faults = new HashMap<>();
    last(fallen)
        .forEach(i -> faults.put(i, Fault.of(i % 2 == 0 ? FaultKind.HUNG : FaultKind.REFUSING)));
    return faults;
  }

  /** A node's name by its index. */
  static String name(int node) {
    return "sim-" + (node + 1);
  }

  static String names(Map<Integer, Fault> faults) {
    List<Integer> nodes = faults.keySet().stream().sorted().toList();
    return nodes.stream().map(Cast::name).collect(Collectors.joining(", "));
  }

  private int fromTheEnd(int place) {
    return Math.max(0, nodes - place);
  }

  private IntStream last(int count) {
    return IntStream.range(nodes - count, nodes);
  }
}
