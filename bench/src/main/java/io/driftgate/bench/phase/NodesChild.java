package io.driftgate.bench.phase;

import io.driftgate.bench.node.FakeNode;
import io.driftgate.bench.node.FakeNodes;
import io.driftgate.bench.socket.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Nodes in a process of their own that show a chain's blocks at drawn instants of the wall clock's
 * slots. Prints their ports, then each arrival: node, height, {@link System#nanoTime}. Ends when
 * its standard input does.
 */
public final class NodesChild {
  private static final long MS = 1_000_000;
  private static final long FIRST_HEIGHT = 1_000;

  private NodesChild() {}

  private record Arrival(long afterNanos, int node, long height) {}

  /** Arguments: index of the chain in {@link Chain#ALL}, nodes, slots, seed, chain id. */
  public static void main(String[] args) throws Exception {
    Chain chain = Chain.ALL.get(Integer.parseInt(args[0]));
    int count = Integer.parseInt(args[1]);
    int slots = Integer.parseInt(args[2]);
    Arrivals arrivals = Arrivals.draw(chain, count, slots, Long.parseLong(args[3]));
    try (FakeNodes nodes = FakeNodes.open(count, Long.parseLong(args[4]), FIRST_HEIGHT)) {
      long slotMs = chain.slotMs();
      long firstMs = (System.currentTimeMillis() / slotMs + 1) * slotMs;
      long zeroNanos = System.nanoTime() + (firstMs - System.currentTimeMillis()) * MS;
      List<Integer> filled = filled(arrivals);
      for (FakeNode node : nodes.nodes()) {
        node.date(height -> seconds(height, filled, firstMs, slotMs));
      }
      System.out.println(
          nodes.nodes().stream()
              .map(node -> Integer.toString(node.port()))
              .collect(Collectors.joining(" ")));
      exitAtEndOfInput();
      for (Arrival next : inOrder(arrivals, filled)) {
        Pace.until(zeroNanos + next.afterNanos());
        long shownNanos = System.nanoTime();
        nodes.nodes().get(next.node()).show(next.height());
        System.out.println(next.node() + " " + next.height() + " " + shownNanos);
      }
    }
  }

  private static List<Integer> filled(Arrivals arrivals) {
    List<Integer> filled = new ArrayList<>();
    for (int slot = 0; slot < arrivals.slots(); slot++) {
      if (arrivals.at(0, slot) >= 0) {
        filled.add(slot);
      }
    }
    return filled;
  }

  private static long seconds(long height, List<Integer> filled, long firstMs, long slotMs) {
    int index = (int) Math.min(filled.size(), height - FIRST_HEIGHT) - 1;
    long slot = index < 0 ? index : filled.get(index);
    return (firstMs + slot * slotMs) / 1_000;
  }

  /** A node never shows a lower block than before. */
  private static List<Arrival> inOrder(Arrivals arrivals, List<Integer> filled) {
    List<Arrival> all = new ArrayList<>();
    for (int node = 0; node < arrivals.nodes(); node++) {
      long after = 0;
      for (int i = 0; i < filled.size(); i++) {
        after = Math.max(after, arrivals.at(node, filled.get(i)));
        all.add(new Arrival(after, node, FIRST_HEIGHT + 1 + i));
      }
    }
    all.sort(
        Comparator.comparingLong(Arrival::afterNanos)
            .thenComparing(Arrival::height)
            .thenComparing(Arrival::node));
    return all;
  }

  private static void exitAtEndOfInput() {
    Thread reader =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException closed) {
                System.err.println("standard input broke: " + closed.getMessage());
              }
              System.exit(0);
            },
            "end-of-input");
    reader.setDaemon(true);
    reader.start();
  }
}
