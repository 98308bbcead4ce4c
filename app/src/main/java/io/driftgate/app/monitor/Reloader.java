package io.driftgate.app.monitor;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.NodeAccess;
import io.driftgate.app.config.Reading;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.PlanChanges;
import io.driftgate.feed.rest.Reload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration anew and swaps it in whole, or refuses it whole and keeps the old one.
 * One at a time; the file is read on a worker, so no loop waits for a disk. Any thread.
 */
final class Reloader implements Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final Vertx vertx;
  private final Supplier<Reading> file;
  private final Function<Swap, Future<Void>> swap;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Configuration current;

  /**
   * Has read nothing yet.
   *
   * @param file reads and checks it; may block
   * @param swap takes over what has been checked
   */
  Reloader(
      Vertx vertx,
      Configuration current,
      Supplier<Reading> file,
      Function<Swap, Future<Void>> swap) {
    this.vertx = vertx;
    this.current = current;
    this.file = file;
    this.swap = swap;
  }

  /**
   * What is to be taken over.
   *
   * @param loosened what becomes looser by it, in words
   */
  record Swap(Configuration next, String who, List<String> loosened) {}

  @Override
  public Future<Outcome> reload(String who, boolean dryRun) {
    if (!busy.compareAndSet(false, true)) {
      return Future.failedFuture(new Busy("another reload is under way"));
    }
    return vertx
        .executeBlocking(file::get)
        .compose(reading -> take(reading, who, dryRun))
        .onFailure(why -> LOG.error("the configuration was not taken over", why))
        .eventually(
            () -> {
              busy.set(false);
              return Future.succeededFuture();
            });
  }

  private Future<Outcome> take(Reading reading, String who, boolean dryRun) {
    List<String> mistakes = new ArrayList<>();
    reading.problems().forEach(problem -> mistakes.add(problem.toString()));
    reading.configuration().ifPresent(next -> fixed(next, mistakes));
    if (!mistakes.isEmpty()) {
      mistakes.forEach(mistake -> LOG.error("not reloaded: {}", mistake));
      return Future.succeededFuture(Outcome.refused(mistakes));
    }
    Configuration next = reading.configuration().orElseThrow();
    Outcome outcome = outcome(current, next);
    if (dryRun) {
      return Future.succeededFuture(outcome);
    }
    outcome.loosened().forEach(one -> LOG.warn("looser from now on: {}", one));
    return swap.apply(new Swap(next, who, outcome.loosened()))
        .map(
            done -> {
              current = next;
              LOG.info(
                  "reloaded for {}: {} nodes added, {} removed, {} changed",
                  who,
                  outcome.added().size(),
                  outcome.removed().size(),
                  outcome.changed().size());
              return outcome;
            });
  }

  /** What sockets, leases and locks were made by. */
  private void fixed(Configuration next, List<String> mistakes) {
    if (!next.server().butTokens().equals(current.server().butTokens())) {
      mistakes.add(restart("server"));
    }
    if (next.server().access().tokens().isEmpty()
        && !current.server().access().tokens().isEmpty()) {
      mistakes.add(restart("server.tokens"));
    }
    if (!next.feed().equals(current.feed())) {
      mistakes.add(restart("feed"));
    }
    if (!Objects.equals(next.dataFolder(), current.dataFolder())) {
      mistakes.add(restart("data"));
    }
    if (!next.recordings().equals(current.recordings())) {
      mistakes.add(restart("recordings"));
    }
    if (!next.collectorLoops().equals(current.collectorLoops())) {
      mistakes.add(restart("collectors"));
    }
  }

  private static String restart(String section) {
    return section + ": can't change while the gate runs; restart it, or put this back as it was";
  }

  private static Outcome outcome(Configuration before, Configuration after) {
    Map<NodeId, NodeAccess> old = new HashMap<>();
    before.nodes().forEach(node -> old.put(node.node(), node));
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (NodeAccess node : after.nodes()) {
      NodeAccess was = old.remove(node.node());
      if (was == null) {
        added.add(node.node().value());
      } else if (!was.equals(node)) {
        changed.add(node.node().value());
      }
    }
    List<String> removed =
        before.nodes().stream()
            .map(NodeAccess::node)
            .filter(old::containsKey)
            .map(NodeId::value)
            .toList();
    FleetPlan plan = before.fleet();
    return new Outcome(
        List.of(), added, removed, changed, PlanChanges.loosened(plan, after.fleet()));
  }
}
