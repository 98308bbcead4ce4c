package io.driftgate.bench.phase;

import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.stamp.RunningCollector;
import io.driftgate.bench.stamp.Sightings;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Two collectors of the product, one with even and one with phase-locked polls, on the same nodes
 * at the same time; the nodes are another process. The collectors know nothing of each other.
 */
final class SocketRun {
  private static final long CHAIN_ID = 31_337;
  private static final long TIMEOUT_NANOS = 2_000_000_000L;
  private static final int NODES = 3;

  private final int chain;
  private final int seconds;
  private final long evenNanos;
  private final int learningBlocks;
  private final Map<String, Map<Long, Long>> shown = new HashMap<>();

  SocketRun(int chain, int seconds, long evenNanos, int learningBlocks) {
    this.chain = chain;
    this.seconds = seconds;
    this.evenNanos = evenNanos;
    this.learningBlocks = learningBlocks;
  }

  void run() throws Exception {
    int slots = (int) (seconds * 1_000L / Chain.ALL.get(chain).slotMs()) + 2;
    Process child = startChild(slots);
    try {
      BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
      String[] ports = out.readLine().split(" ", -1);
      Thread reader = new Thread(() -> out.lines().forEach(this::note), "arrivals");
      reader.start();
      Sightings even = new Sightings();
      Sightings phased = new Sightings();
      RunningCollector evens = RunningCollector.start(nodes(ports, false), even::polled);
      RunningCollector phases = RunningCollector.start(nodes(ports, true), phased::polled);
      TimeUnit.SECONDS.sleep(seconds);
      evens.stop();
      phases.stop();
      child.getOutputStream().close();
      reader.join();
      print("even", even, evens.failures());
      print("phase-locked", phased, phases.failures());
    } finally {
      child.destroyForcibly();
    }
  }

  private Process startChild(int slots) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            NodesChild.class.getName(),
            Integer.toString(chain),
            Integer.toString(NODES),
            Integer.toString(slots),
            "7",
            Long.toString(CHAIN_ID));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
    return child;
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    shown
        .computeIfAbsent("node-" + words[0], node -> new HashMap<>())
        .put(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  private List<NodeEndpoint> nodes(String[] ports, boolean phased) {
    List<NodeEndpoint> nodes = new ArrayList<>();
    for (int i = 0; i < ports.length; i++) {
      nodes.add(
          new NodeEndpoint(
              new NodeId("node-" + i),
              URI.create("http://127.0.0.1:" + ports[i]),
              Optional.empty(),
              new EvmProtocol(),
              new Watched(Long.toString(CHAIN_ID), false),
              evenNanos,
              phased,
              TIMEOUT_NANOS,
              Map.of()));
    }
    return nodes;
  }

  private void print(String name, Sightings seen, long failures) {
    Histogram uncertain = Latencies.newHistogram();
    long lowest = seen.all().stream().mapToLong(Sightings.Sighting::height).min().orElse(0);
    int outside = 0;
    for (Sightings.Sighting one : seen.all()) {
      if (one.height() >= lowest + learningBlocks) {
        uncertain.recordValue(one.uncertainNanos());
        Long truth = shown.getOrDefault(one.node(), Map.of()).get(one.height());
        boolean within = truth != null && truth >= one.fromNanos() && truth <= one.receivedNanos();
        outside += within ? 0 : 1;
      }
    }
    Latencies.row("sockets, " + name, uncertain);
    System.out.printf(
        Locale.ROOT,
        "    %d arrivals, %d with the truth outside; %.2f polls/s a node, %d failures%n",
        uncertain.getTotalCount(),
        outside,
        (double) seen.polls() / seconds / NODES,
        failures);
  }
}
