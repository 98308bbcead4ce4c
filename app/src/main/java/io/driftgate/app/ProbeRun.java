package io.driftgate.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.driftgate.app.check.Summary;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.NodeAccess;
import io.driftgate.app.monitor.ExitCode;
import io.driftgate.app.monitor.MachineClock;
import io.driftgate.app.probe.FleetProbe;
import io.driftgate.app.probe.NodeFinding;
import io.driftgate.app.probe.ProbeTable;
import io.driftgate.app.probe.ProbedNode;
import io.driftgate.collector.Collector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** Asks a configuration's nodes and prints what they say, on the main thread. */
final class ProbeRun {
  private static final long SHOW_MS = 250;

  /** Should the probe itself hang. */
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(2 * FleetProbe.MOST_S);

  private ProbeRun() {}

  /** 0 if every node answers as configured. */
  static int run(Configuration configuration, Console console) {
    // Whoever ends it early must not be told that all is well.
    Lifetime lifetime = new Lifetime(ExitCode.FAILED);
    try {
      muteFailureLog(lifetime);
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      lifetime.atEnd(vertx::close);
      FleetProbe probe =
          new FleetProbe(
              vertx,
              new MachineClock(),
              configuration.nodes().stream().map(NodeAccess::endpoint).toList());
      lifetime.atEnd(probe::stop);
      List<NodeFinding> findings = await(probe, configuration.nodes().size(), console);
      return lifetime.end(tell(nodes(configuration, findings), console));
    } catch (ExecutionException | TimeoutException e) {
      console.complain("the nodes could not be asked: " + e);
      return lifetime.end(ExitCode.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lifetime.end(ExitCode.FAILED);
    }
  }

  /** The table says what the log would, in its place. */
  private static void muteFailureLog(Lifetime lifetime) {
    if (LoggerFactory.getLogger(Collector.class) instanceof Logger log) {
      Level before = log.getLevel();
      log.setLevel(Level.ERROR);
      lifetime.atEnd(
          () -> {
            log.setLevel(before);
            return Future.succeededFuture();
          });
    }
  }

  private static List<NodeFinding> await(FleetProbe probe, int nodes, Console console)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<List<NodeFinding>> findings = probe.begin();
    long beganNanos = System.nanoTime();
    while (System.nanoTime() - beganNanos < GIVE_UP_NANOS) {
      try {
        List<NodeFinding> found = Lifetime.await(findings, SHOW_MS);
        ProgressLine.erase(console);
        return found;
      } catch (TimeoutException notYet) {
        ProgressLine.overwrite(console, progress(probe, nodes, beganNanos));
      }
    }
    ProgressLine.erase(console);
    throw new TimeoutException("they took longer than they were given");
  }

  private static String progress(FleetProbe probe, int nodes, long beganNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
    long left = Math.max(0, FleetProbe.MOST_S - seconds);
    return "asking nodes: "
        + probe.settled()
        + " of "
        + nodes
        + " done, at most "
        + left
        + " s left";
  }

  private static List<ProbedNode> nodes(Configuration configuration, List<NodeFinding> findings) {
    return IntStream.range(0, findings.size())
        .mapToObj(
            i ->
                new ProbedNode(
                    configuration.fleet().nodes().get(i),
                    configuration.nodes().get(i),
                    findings.get(i)))
        .toList();
  }

  private static int tell(List<ProbedNode> nodes, Console console) {
    ProbeTable.of(nodes).forEach(console.out()::println);
    List<ProbedNode> failing = nodes.stream().filter(node -> !node.finding().holds()).toList();
    console.say("");
    console.say(
        failing.isEmpty()
            ? "every node answers as configured."
            : failing.size()
                + " of "
                + Summary.count(nodes.size(), "node")
                + " not as configured: "
                + failing.stream()
                    .map(node -> node.plan().id().value())
                    .collect(Collectors.joining(", ")));
    return failing.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
