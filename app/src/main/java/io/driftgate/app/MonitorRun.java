package io.driftgate.app;

import io.driftgate.app.check.Summary;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.Reading;
import io.driftgate.app.monitor.ExitCode;
import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.app.monitor.Monitor;
import io.driftgate.app.monitor.StartRefused;
import io.driftgate.core.plan.FleetPlan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Runs a monitor from start to end on the main thread. */
final class MonitorRun {
  private static final long START_LIMIT_MS = 30_000;

  private MonitorRun() {}

  /**
   * The exit code, once it has ended. SIGHUP reads the file anew.
   *
   * @param file reads and checks it
   */
  static int run(Configuration configuration, Supplier<Reading> file, Console console) {
    return run(configuration, file, console, new Lifetime(), MonitorRun::reloadOnHangup);
  }

  /** The same of what comes from no file, and ends with its terminal. */
  static int run(Configuration configuration, Console console, Lifetime lifetime) {
    Reading same = new Reading(Optional.of(configuration), List.of());
    return run(configuration, () -> same, console, lifetime, monitor -> {});
  }

  private static void reloadOnHangup(Monitor monitor) {
    Hangup.does(() -> monitor.reload("SIGHUP").onFailure(MonitorRun::notReloaded));
  }

  private static int run(
      Configuration configuration,
      Supplier<Reading> file,
      Console console,
      Lifetime lifetime,
      Consumer<Monitor> onceBegun) {
    try {
      Monitor monitor = Monitor.of(configuration, file, FeedPlacement.SEPARATE, Main.version());
      lifetime.atEnd(monitor::stop);
      int port = Lifetime.await(monitor.start(), START_LIMIT_MS);
      onceBegun.accept(monitor);
      console.say(greeting(configuration, port));
      Lifetime.await(monitor.crashed(), Long.MAX_VALUE);
      return lifetime.end(ExitCode.FAILED);
    } catch (StartRefused refused) {
      return refused(refused, console, lifetime);
    } catch (ExecutionException e) {
      return failed(e.getCause(), console, lifetime);
    } catch (TimeoutException e) {
      console.complain("did not start within " + START_LIMIT_MS / 1_000 + " s");
      return lifetime.end(ExitCode.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lifetime.end(ExitCode.FAILED);
    }
  }

  private static void notReloaded(Throwable why) {
    LoggerFactory.getLogger(MonitorRun.class).warn("not reloaded: {}", why.getMessage());
  }

  private static int failed(Throwable cause, Console console, Lifetime lifetime) {
    if (cause instanceof StartRefused refused) {
      return refused(refused, console, lifetime);
    }
    console.complain("could not start: " + cause);
    return lifetime.end(ExitCode.FAILED);
  }

  private static int refused(StartRefused refused, Console console, Lifetime lifetime) {
    console.complain(refused.getMessage());
    return lifetime.end(refused.exitCode());
  }

  private static String greeting(Configuration configuration, int port) {
    FleetPlan fleet = configuration.fleet();
    String host = configuration.server().host();
    return "driftgate "
        + Main.version()
        + " on "
        + configuration.server().scheme()
        + "://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + "/ watches "
        + Summary.count(fleet.nodes().size(), "node")
        + " on "
        + Summary.count(fleet.chains().size(), "chain")
        + " for "
        + Summary.count(fleet.markets().size(), "market");
  }
}
