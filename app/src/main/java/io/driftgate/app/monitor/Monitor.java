package io.driftgate.app.monitor;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.NodeAccess;
import io.driftgate.app.config.Reading;
import io.driftgate.collector.CollectorCounters;
import io.driftgate.collector.CollectorGroup;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.dashboards.LivePage;
import io.driftgate.dashboards.MetricsRoute;
import io.driftgate.dashboards.MonitorReading;
import io.driftgate.feed.FeedLimits;
import io.driftgate.feed.FeedOptions;
import io.driftgate.feed.FeedServer;
import io.driftgate.feed.rest.OrderRoutes;
import io.driftgate.feed.rest.Reload;
import io.driftgate.feed.rest.ReloadRoute;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product in one process: nodes in, withdrawn quotes out. An assembly; what it does is
 * done by its parts.
 *
 * <p>Desks, the page and REST are served on a loop of their own by default: a page with a thousand
 * rows or a storm of connections must not hold up a decision, and the hop to it costs some ten
 * microseconds. {@link FeedPlacement} lets a benchmark compare.
 *
 * <p>Start and stop from any thread that is not an event loop; each once.
 */
public final class Monitor {
  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
  private static final long NANOS_PER_MS = 1_000_000L;
  private static final long JOURNAL_LOOK_MS = 250;
  private static final long JOURNAL_CLOSE_MS = 700;
  private static final long HOOKS_CLOSE_MS = 600;
  private static final long RECORDINGS_CLOSE_MS = 400;

  private final Configuration configuration;
  private final EpochFile epochFile;
  private final LeaseFile leaseFile;
  private final Loops loops;
  private final MachineClock clock = new MachineClock();
  private final SignalFan fan = new SignalFan();
  private final Promise<Throwable> crashed = Promise.promise();
  private final RiskGate gate;
  private final RecordingKeeper recordings;
  private final GateLoop gateLoop;
  private final FeedServer feed;
  private final MetricsRoute metrics;
  private final SignalMailbox mailbox;
  private final CollectorGroup collector;
  private final GateOrderSteps orders;
  private final JournalKeeper journal;
  private final HookKeeper hooks;
  private final Reloader reloader;
  private volatile Map<NodeId, ChainId> chains;
  private volatile Optional<String> notReady = Optional.of("starting");

  private Monitor(
      Configuration configuration,
      Supplier<Reading> file,
      FeedPlacement placement,
      String version,
      EpochFile epochFile,
      LeaseFile leaseFile) {
    this.configuration = configuration;
    this.epochFile = epochFile;
    this.leaseFile = leaseFile;
    chains = chains(configuration.fleet());
    loops = loops(configuration, placement);
    Stamp began = clock.get();
    gate = new RiskGate(configuration.fleet(), epochFile.epoch(), began, Openings.JOURNALLED, fan);
    recordings = RecordingKeeper.of(configuration, gate, began, version);
    gateLoop =
        new GateLoop(
            recordings.inputs(),
            gate::nextDeadlineNanos,
            clock,
            new NettyTimer(loops.gate()),
            configuration.feed().leaseMs() * NANOS_PER_MS / 4,
            this::onCrash);
    loops.gate().exceptionHandler(gateLoop::crash);
    orders = new GateOrderSteps(gateLoop, recordings.orders());
    hooks =
        new HookKeeper(
            loops,
            gate,
            gateLoop::judge,
            clock,
            orders,
            configuration.hooks(),
            configuration.feed().leaseMs());
    journal =
        new JournalKeeper(
            configuration, epochFile.epoch(), version, loops.gateExecutor(), orders, clock, hooks);
    hooks.journalTo(journal);
    feed =
        new FeedServer(
            loops.vertx(),
            loops.gate(),
            gate,
            gateLoop::judge,
            () -> notReady.or(journal::whyNothingOpens),
            options(version),
            FeedLimits.of(configuration.server().crowd()),
            configuration.server().access());
    metrics = new MetricsRoute(loops.gate(), gate, this::reading, () -> FeedReading.of(feed));
    mailbox = new SignalMailbox("the metrics", loops.edgeExecutor(), metrics::onTransition);
    fan.attach(feed);
    feed.whenConfirmed(journal::confirmed);
    fan.attach(journal);
    recordings.listenTo(fan);
    fan.attach(s -> mailbox.post(s, clock.get().nanos() - s.at().nanos()));
    collector =
        new CollectorGroup(
            loops.vertx(),
            loops.gate(),
            loops.collectors(),
            clock,
            gateLoop,
            configuration.nodes().stream().map(NodeAccess::endpoint).toList(),
            node -> gate.missingHeaders(chains.get(node)));
    reloader = new Reloader(loops.vertx(), configuration, file, this::swap);
  }

  /**
   * Makes a monitor that is not listening yet, and begins the data folder's next epoch. Blocks on
   * the disk.
   *
   * @param version told to desks
   * @throws StartRefused if the data folder is not to be had
   */
  public static Monitor of(Configuration configuration, FeedPlacement placement, String version)
      throws StartRefused {
    Reading same = new Reading(Optional.of(configuration), List.of());
    return of(configuration, () -> same, placement, version);
  }

  /**
   * The same of a file that can be read anew.
   *
   * @param file reads and checks it; called on a worker thread
   */
  public static Monitor of(
      Configuration configuration, Supplier<Reading> file, FeedPlacement placement, String version)
      throws StartRefused {
    EpochFile epochFile = EpochFile.begin(configuration.dataFolder());
    LeaseFile leaseFile =
        LeaseFile.begin(
            configuration.dataFolder(),
            configuration.feed().leaseMs(),
            epochFile.epoch() == 1,
            System.nanoTime());
    return new Monitor(configuration, file, placement, version, epochFile, leaseFile);
  }

  private static Loops loops(Configuration configuration, FeedPlacement placement) {
    int nodes = configuration.nodes().size();
    int processors = Runtime.getRuntime().availableProcessors();
    return Loops.open(
        placement,
        configuration.collectorLoops().orElse(CollectorGroup.loopsFor(nodes, processors)));
  }

  private FeedOptions options(String version) {
    return new FeedOptions(
        configuration.server().host(),
        configuration.server().port(),
        configuration.feed().heartbeatMs(),
        configuration.feed().leaseMs(),
        version,
        configuration.feed().drillMs(),
        configuration.feed().keys(),
        leaseFile.standingMs());
  }

  private Future<MonitorReading> reading() {
    return stallMicros()
        .compose(stalls -> collector.counters().map(counted -> reading(counted, stalls)));
  }

  private MonitorReading reading(CollectorCounters counted, Histogram stallMicros) {
    return new MonitorReading(
        counted.polls(),
        counted.skippedPolls(),
        counted.sparedPolls(),
        counted.oversized(),
        counted.headersAsked(),
        counted.headersMissed(),
        counted.pushedHeads(),
        counted.connects(),
        counted.silentSockets(),
        counted.strayMessages(),
        collector.droppedFacts(),
        stallMicros,
        journal.reading(),
        hooks.reading(),
        recordings.reading());
  }

  private static Map<NodeId, ChainId> chains(FleetPlan fleet) {
    Map<NodeId, ChainId> chains = new HashMap<>();
    fleet.nodes().forEach(node -> chains.put(node.id(), node.chain()));
    return chains;
  }

  /**
   * Reads the configuration anew, as {@code POST /v1/config/reload} does. Any thread.
   *
   * @param who asks, for the log
   */
  public Future<Reload.Outcome> reload(String who) {
    return reloader.reload(who, false);
  }

  /** The core first: it ignores nodes that it does not know, and those that are gone. */
  private Future<Void> swap(Reloader.Swap swap) {
    Configuration next = swap.next();
    if (notReady.isPresent()) {
      return Future.failedFuture(new Reload.Busy("not now: " + notReady.get()));
    }
    return onGateLoop(
            () -> {
              journal.reloaded(next, swap.who(), swap.loosened());
              recordings.reloaded(next);
              orders.onPlan(next.fleet(), gateLoop.judge());
              hooks.replace(next.hooks()).onFailure(bug -> LOG.error("hooks were not closed", bug));
              feed.replanned();
              feed.replaceTokens(next.server().access().tokens());
              Map<NodeId, ChainId> both = new HashMap<>(chains);
              both.putAll(chains(next.fleet()));
              chains = both;
              return Future.succeededFuture();
            })
        .compose(
            taken ->
                onGateLoop(
                    () ->
                        collector.change(next.nodes().stream().map(NodeAccess::endpoint).toList())))
        .onSuccess(changed -> chains = chains(next.fleet()));
  }

  /**
   * Listens, then begins to ask the nodes. After a failure, too, {@link #stop} lets go of what was
   * taken.
   *
   * @return the bound port; fails with {@link StartRefused} when the address is not to be had
   */
  public Future<Integer> start() {
    if (configuration.server().isInsecure()) {
      LOG.warn(
          "insecure: other machines are let in without a token or unencrypted; set server.tokens"
              + " and server.tls");
    }
    return feed.start(loops.feed(), this::mount)
        .recover(failure -> Future.failedFuture(notListening(failure)))
        .compose(port -> hooks.begin(configuration.hooks()).map(port))
        .compose(port -> onGate(this::startGate).map(port))
        .onSuccess(port -> loops.everyOnEdge(JOURNAL_LOOK_MS, journal::look))
        .compose(port -> collector.start().map(port))
        .onSuccess(port -> notReady = Optional.empty());
  }

  private void startGate() {
    recordings.begin();
    gateLoop.start();
    journal.begin();
  }

  /** The feed has put it into words: what is wrong, and what to set. */
  private static StartRefused notListening(Throwable failure) {
    return new StartRefused(ExitCode.UNAVAILABLE, String.valueOf(failure.getMessage()));
  }

  private void mount(Router router) {
    new LivePage().mount(router);
    metrics.mount(router);
    new OrderRoutes(
            loops.vertx(),
            loops.gate(),
            gate,
            new JournalledOrders(orders, journal),
            gateLoop::judge)
        .mount(router);
    new ReloadRoute(reloader).mount(router);
  }

  private Future<Void> onGate(Runnable task) {
    return Future.future(
        done ->
            loops
                .gate()
                .runOnContext(
                    go -> {
                      task.run();
                      done.complete();
                    }));
  }

  /** What this task throws is its caller's: it is not the core's. */
  private Future<Void> onGateLoop(Supplier<Future<Void>> task) {
    return askGate(() -> Future.succeededFuture().compose(go -> task.get())).compose(done -> done);
  }

  private <T> Future<T> askGate(Supplier<T> question) {
    return Future.future(
        answer -> loops.gate().runOnContext(go -> answer.complete(question.get())));
  }

  /**
   * Withdraws every market, tells every desk, then lets go of nodes, sockets and disk. Completes
   * within 2 s.
   */
  public Future<Void> stop() {
    notReady = Optional.of("stopping");
    return onGate(this::withdrawAll)
        .transform(done -> Future.join(feed.stop(), hooks.close(HOOKS_CLOSE_MS)))
        .transform(done -> closeJournal())
        .transform(done -> onGate(gateLoop::stop))
        .transform(done -> closeRecordings())
        .transform(done -> collector.stop())
        .transform(done -> loops.close())
        .onComplete(done -> closeFiles());
  }

  /** What is still to be written is what the last restrictions left. */
  private Future<Boolean> closeJournal() {
    String why = crashed.future().isComplete() ? "the gate broke" : "asked to stop";
    return loops.vertx().executeBlocking(() -> journal.close(why, JOURNAL_CLOSE_MS), false);
  }

  private Future<Void> closeRecordings() {
    return loops
        .vertx()
        .executeBlocking(
            () -> {
              recordings.close(RECORDINGS_CLOSE_MS);
              return null;
            },
            false);
  }

  private void closeFiles() {
    try {
      leaseFile.end(System.nanoTime());
    } catch (IOException e) {
      LOG.warn("the next start waits longer than it must: {}", e.getMessage());
    }
    try {
      epochFile.close();
    } catch (IOException e) {
      LOG.warn("the data folder's lock was not released cleanly: {}", e.getMessage());
    }
  }

  /**
   * A core that is broken may break on this too; then the leases, which it no longer grants, end.
   */
  private void withdrawAll() {
    try {
      recordings.shutdown(clock.get());
    } catch (RuntimeException bug) {
      LOG.error("the broken gate could not withdraw; desks close when their leases end", bug);
    }
  }

  private void onCrash(Throwable bug) {
    LOG.error("the gate broke; every market is withdrawn and the process ends", bug);
    notReady = Optional.of("the gate broke");
    withdrawAll();
    crashed.tryComplete(bug);
  }

  /** Completes with what the gate broke on; then only {@link #stop} makes sense. */
  public Future<Throwable> crashed() {
    return crashed.future();
  }

  /** How late the gate loop came to due calls, in microseconds. */
  public Future<Histogram> stallMicros() {
    return askGate(gateLoop::stallMicros);
  }
}
