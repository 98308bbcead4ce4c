package io.driftgate.bench.stamp;

import io.driftgate.bench.socket.Hiccups;
import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.socket.Machine;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How far the collector's stamps are from the truth, behind proxies with known delays in front of a
 * real anvil. The truth of a push is when the proxy wrote the head's last byte; the truth of a poll
 * is when the node's own bytes had reached a proxy. Anvil is another process; the proxies and the
 * collector share this one, and its clock.
 */
@Command(
    name = "stamp-error",
    mixinStandardHelpOptions = true,
    description = "Stamps against the truth, behind known delays in front of anvil.")
public final class StampError implements Callable<Integer> {
  private static final long MS = 1_000_000L;
  private static final long[] DELAYS_MS = {0, 20, 80, 300};
  private static final long WALK_MS = 40;
  private static final long RARE_POLL_NANOS = 60_000 * MS;
  private static final long TIMEOUT_NANOS = 2_000 * MS;
  private static final double BAR_MS = 1;

  @Option(names = "--seconds", defaultValue = "240", description = "default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "30", description = "seconds before they count")
  private int warmUp;

  @Option(names = "--block-time", defaultValue = "0.5", description = "anvil's, in seconds")
  private String blockTime;

  @Option(names = "--poll-ms", defaultValue = "200", description = "time between polls")
  private long pollMs;

  private final Map<String, Map<Long, Long>> pushed = new HashMap<>();
  private final Sightings sightings = new Sightings();

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    List<DelayProxy> proxies = new ArrayList<>();
    try (Anvil anvil = Anvil.start(blockTime)) {
      for (int i = 0; i < DELAYS_MS.length; i++) {
        proxies.add(DelayProxy.open(anvil.port(), DELAYS_MS[i], i == 0 ? 0 : WALK_MS, i));
      }
      RunningCollector collector = RunningCollector.start(nodes(proxies), this::take);
      TimeUnit.SECONDS.sleep(warmUp);
      long fromNanos = System.nanoTime();
      Histogram late;
      try (Hiccups hiccups = Hiccups.start()) {
        TimeUnit.SECONDS.sleep(seconds);
        late = hiccups.stop();
      }
      long toNanos = System.nanoTime();
      TimeUnit.SECONDS.sleep(1);
      collector.stop();
      System.out.printf(Locale.ROOT, "%d failures of polls or pushes%n", collector.failures());
      Latencies.head();
      boolean met = pushErrors(proxies, fromNanos, toNanos);
      Latencies.row("hiccups", late);
      polled(proxies, fromNanos, toNanos);
      System.out.printf(Locale.ROOT, "push: p99 ≤ %.0f ms: %s%n", BAR_MS, met ? "met" : "MISSED");
    } finally {
      for (DelayProxy proxy : proxies) {
        proxy.close();
      }
    }
    System.out.println(Machine.describe());
    return 0;
  }

  private List<NodeEndpoint> nodes(List<DelayProxy> proxies) {
    List<NodeEndpoint> nodes = new ArrayList<>();
    for (int i = 0; i < proxies.size(); i++) {
      nodes.add(node("push-" + i, proxies.get(i), true));
      nodes.add(node("poll-" + i, proxies.get(i), false));
    }
    return nodes;
  }

  private NodeEndpoint node(String name, DelayProxy proxy, boolean push) {
    String place = "://127.0.0.1:" + proxy.port();
    return new NodeEndpoint(
        new NodeId(name),
        URI.create("http" + place),
        push ? Optional.of(URI.create("ws" + place)) : Optional.empty(),
        new EvmProtocol(),
        new Watched("31337", true),
        push ? RARE_POLL_NANOS : pollMs * MS,
        false,
        TIMEOUT_NANOS,
        Map.of());
  }

  /** On the collector's loop. */
  private void take(HeadObserved fact) {
    String node = fact.node().value();
    if (fact.transport() == Transport.PUSH) {
      pushed
          .computeIfAbsent(node, name -> new HashMap<>())
          .putIfAbsent(fact.head().height(), fact.received().nanos());
    } else if (node.startsWith("poll-")) {
      sightings.polled(fact);
    }
  }

  private boolean pushErrors(List<DelayProxy> proxies, long fromNanos, long toNanos) {
    Histogram all = Latencies.newHistogram();
    long unseen = 0;
    for (int i = 0; i < proxies.size(); i++) {
      Histogram error = Latencies.newHistogram();
      Map<Long, Long> stamps = pushed.getOrDefault("push-" + i, Map.of());
      for (Map.Entry<Long, Long> written : proxies.get(i).written().entrySet()) {
        if (written.getValue() >= fromNanos && written.getValue() < toNanos) {
          Long stamp = stamps.get(written.getKey());
          unseen += stamp == null ? 1 : 0;
          if (stamp != null) {
            error.recordValue(Math.abs(stamp - written.getValue()));
          }
        }
      }
      Latencies.row("push, " + proxies.get(i).baseMs() + " ms away", error);
      all.add(error);
    }
    Latencies.row("push, all", all);
    System.out.printf(Locale.ROOT, "  %d pushes, %d unseen%n", all.getTotalCount(), unseen);
    return all.getValueAtPercentile(99) <= BAR_MS * MS && unseen == 0;
  }

  private void polled(List<DelayProxy> proxies, long fromNanos, long toNanos) {
    Map<Long, Long> truth = new HashMap<>();
    for (DelayProxy proxy : proxies) {
      proxy.read().forEach((height, nanos) -> truth.merge(height, nanos, Math::min));
    }
    for (int i = 0; i < proxies.size(); i++) {
      String node = "poll-" + i;
      Histogram error = Latencies.newHistogram();
      Histogram stated = Latencies.newHistogram();
      Histogram early = Latencies.newHistogram();
      Histogram late = Latencies.newHistogram();
      for (Sightings.Sighting seen : sightings.all()) {
        Long trueNanos = truth.get(seen.height());
        if (seen.node().equals(node)
            && trueNanos != null
            && trueNanos >= fromNanos
            && trueNanos < toNanos) {
          error.recordValue(Math.abs(seen.receivedNanos() - trueNanos));
          stated.recordValue(seen.uncertainNanos());
          if (trueNanos < seen.fromNanos()) {
            early.recordValue(seen.fromNanos() - trueNanos);
          } else if (trueNanos > seen.receivedNanos()) {
            late.recordValue(trueNanos - seen.receivedNanos());
          }
        }
      }
      long away = proxies.get(i).baseMs();
      Latencies.row("polled, " + away + " ms away", error);
      Latencies.row("  uncertainty stated", stated);
      System.out.printf(
          Locale.ROOT,
          "  %d polled heads; truth before the stated interval: %d (most %.2f ms), after it: %d"
              + " (most %.2f ms)%n",
          error.getTotalCount(),
          early.getTotalCount(),
          early.getMaxValue() / 1e6,
          late.getTotalCount(),
          late.getMaxValue() / 1e6);
    }
  }
}
