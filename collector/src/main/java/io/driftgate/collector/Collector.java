package io.driftgate.collector;

import io.driftgate.collector.transport.Clients;
import io.driftgate.collector.transport.EventStream;
import io.driftgate.collector.transport.HttpPoll;
import io.driftgate.collector.transport.Limits;
import io.driftgate.collector.transport.Loop;
import io.driftgate.collector.transport.PushChannel;
import io.driftgate.collector.transport.PushSocket;
import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches nodes: polls each of them, listens to those that push, and tells the core what they say.
 * Everything runs on the given loop, and so do all calls into the core.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final long MAX_SPREAD_NANOS = 1_000_000_000L;
  private static final long MIN_PING_NANOS = 1_000_000_000L;

  private static final long COMPARE_NANOS = 1_000_000_000L;

  /** Five slots of Ethereum's: clients keep an event stream open by more than that. */
  private static final long STREAM_SILENCE_NANOS = 60_000_000_000L;

  private final Vertx vertx;
  private final Context context;
  private final Supplier<Stamp> clock;
  private final GateInputs inputs;
  private final List<NodeEndpoint> nodes;
  private final MissingHeaders missing;
  private final Optional<TrustOptions> trust;

  /** How many nodes are asked at a host and port. */
  private final Map<String, Integer> neighbours = new HashMap<>();

  private final Clients clients;
  private final Counters counters = new Counters();
  private final ConnectPace pace;
  private final NodeReports.LogLines lines;
  private final Map<String, FleetPulse> pulses;
  private final Map<String, HeaderHunt> hunts;
  private final Map<NodeId, Runnable> ends = new LinkedHashMap<>();
  private long comparing;

  /**
   * Opens nothing yet.
   *
   * @param loop an event-loop context; the core's, unless the inputs are handed over elsewhere
   * @param clock read on the loop; its monotonic part never goes back
   * @param inputs called on the loop only
   * @param nodes each with its own name
   * @param missing asked on the loop after each good poll
   */
  public Collector(
      Vertx vertx,
      Context loop,
      Supplier<Stamp> clock,
      GateInputs inputs,
      List<NodeEndpoint> nodes,
      MissingHeaders missing) {
    this(vertx, loop, clock, inputs, nodes, missing, Optional.empty());
  }

  Collector(
      Vertx vertx,
      Context loop,
      Supplier<Stamp> clock,
      GateInputs inputs,
      List<NodeEndpoint> nodes,
      MissingHeaders missing,
      Optional<TrustOptions> trust) {
    this(vertx, loop, clock, inputs, nodes, missing, trust, new HashMap<>(), new HashMap<>());
  }

  private Collector(
      Vertx vertx,
      Context loop,
      Supplier<Stamp> clock,
      GateInputs inputs,
      List<NodeEndpoint> nodes,
      MissingHeaders missing,
      Optional<TrustOptions> trust,
      Map<String, FleetPulse> pulses,
      Map<String, HeaderHunt> hunts) {
    this.vertx = vertx;
    this.context = loop;
    this.clock = clock;
    this.inputs = inputs;
    this.nodes = List.copyOf(nodes);
    this.missing = missing;
    this.trust = trust;
    this.pulses = pulses;
    this.hunts = hunts;
    nodes.forEach(node -> neighbours.merge(node.httpAddress().toString(), 1, Integer::sum));
    this.pace = new ConnectPace(clock);
    LogBudget budget = new LogBudget(() -> clock.get().nanos(), LOG::warn);
    this.lines = new NodeReports.LogLines(budget.limit(LOG::warn), budget.limit(LOG::info));
    this.clients = new Clients(vertx, mostNeighbours(), trust);
  }

  /**
   * Begins to poll and listen. Completes when everything is scheduled; a node that can't be reached
   * fails nothing.
   */
  public Future<Void> start() {
    return onLoop(
        () -> {
          Loop loop = Loop.current(vertx, context);
          for (int i = 0; i < nodes.size(); i++) {
            startNode(loop, nodes.get(i), i);
          }
          compareLater(loop);
          return Future.succeededFuture();
        });
  }

  /**
   * Ends every exchange and connection. Nothing reaches the core after this was called on the loop.
   */
  public Future<Void> stop() {
    return onLoop(
        () -> {
          ends.values().forEach(Runnable::run);
          ends.clear();
          return close();
        });
  }

  /** One for more nodes, on the same loop, which know the same of their chains. Not started. */
  Collector beside(List<NodeEndpoint> more) {
    return new Collector(vertx, context, clock, inputs, more, missing, trust, pulses, hunts);
  }

  /**
   * Lets go of some nodes: the core is told that nothing is pushed any more, and then nothing.
   * Completes once that is so.
   */
  Future<Void> drop(Set<NodeId> gone) {
    return onLoop(
        () -> {
          gone.stream().filter(ends::containsKey).forEach(node -> ends.remove(node).run());
          return ends.isEmpty() ? close() : Future.succeededFuture();
        });
  }

  private Future<Void> close() {
    vertx.cancelTimer(comparing);
    return clients.close();
  }

  /** What was counted so far. Called on the loop. */
  public CollectorCounters counters() {
    return counters.snapshot();
  }

  /** The same, asked on any thread; completes on the loop. */
  Future<CollectorCounters> askCounters() {
    return Future.future(done -> context.runOnContext(go -> done.complete(counters())));
  }

  private void startNode(Loop loop, NodeEndpoint node, int index) {
    FleetPulse pulse = pulses.computeIfAbsent(node.chainKey(), chain -> new FleetPulse());
    NodeReports reports = new NodeReports(loop, inputs, node.node(), counters, pulse, lines);
    Optional<NodePush> push = newPush(loop, node, reports);
    PollPause pause = new PollPause(node.intervalNanos(), node.node().value().hashCode());
    NodePoll poll =
        new NodePoll(node, newHttp(loop, node), clock, reports, missing, hunt(node), pause);
    PollSchedule schedule = newSchedule(loop, node, pulse, pause, poll);
    poll.onHead(
        fact -> {
          schedule.showed(fact);
          push.ifPresent(p -> p.polled(fact));
        });
    push.ifPresent(pulse::watch);
    NewsPolls polls = new NewsPolls(loop, clock, poll, schedule);
    push.ifPresent(p -> p.onMoved(polls::news));
    long spread = spreadNanos(node, index);
    schedule.start(spread);
    long connecting = loop.after(spread, () -> push.ifPresent(NodePush::start));
    ends.put(
        node.node(),
        () -> {
          push.ifPresent(p -> reports.push(false, clock.get()));
          reports.stop();
          schedule.stop();
          pulse.forget(schedule);
          push.ifPresent(pulse::forget);
          polls.stop();
          poll.stop();
          loop.cancel(connecting);
          push.ifPresent(NodePush::stop);
        });
  }

  private void compareLater(Loop loop) {
    comparing =
        loop.after(
            COMPARE_NANOS,
            () -> {
              compareLater(loop);
              Stamp now = clock.get();
              pulses.values().forEach(pulse -> pulse.compare(now));
            });
  }

  private HeaderHunt hunt(NodeEndpoint node) {
    return hunts.computeIfAbsent(node.chainKey(), chain -> new HeaderHunt());
  }

  private PollSchedule newSchedule(
      Loop loop, NodeEndpoint node, FleetPulse pulse, PollPause pause, NodePoll poll) {
    if (!node.phaseLocked()) {
      return new EvenSchedule(loop, clock, node.intervalNanos(), pause, counters, poll);
    }
    PhaseSchedule schedule = new PhaseSchedule(loop, clock, node, pause, counters, poll);
    pulse.listen(schedule);
    return schedule;
  }

  /** Even over the interval, and within a second also where the interval is long. */
  private long spreadNanos(NodeEndpoint node, int index) {
    return Math.min(MAX_SPREAD_NANOS, node.intervalNanos()) * index / nodes.size();
  }

  private HttpPoll newHttp(Loop loop, NodeEndpoint node) {
    return new HttpPoll(
        loop,
        clock,
        clients,
        node.httpAddress(),
        limits(node),
        hasNeighbours(node),
        node.headers());
  }

  private int mostNeighbours() {
    return neighbours.values().stream().mapToInt(count -> count).max().orElse(1);
  }

  /** Whether another node is asked at the same host and port. */
  private boolean hasNeighbours(NodeEndpoint node) {
    return neighbours.get(node.httpAddress().toString()) > 1;
  }

  private static Limits limits(NodeEndpoint node) {
    return new Limits(node.timeoutNanos(), node.protocol().maxBytes());
  }

  private Optional<NodePush> newPush(Loop loop, NodeEndpoint node, NodeReports reports) {
    return channels(loop, node).map(channel -> new NodePush(node, loop, reports, pace, channel));
  }

  /** How it pushes, if it does. */
  private Optional<Function<PushChannel.Listener, PushChannel>> channels(
      Loop loop, NodeEndpoint node) {
    List<String> targets = node.protocol().eventStreams();
    if (!targets.isEmpty()) {
      return Optional.of(streams(loop, node, new StreamTargets(targets)));
    }
    long ping = Math.max(MIN_PING_NANOS, node.intervalNanos());
    return node.wsAddress()
        .map(ws -> l -> new PushSocket(loop, clock, clients, ws, limits(node), ping, l));
  }

  private Function<PushChannel.Listener, PushChannel> streams(
      Loop loop, NodeEndpoint node, StreamTargets targets) {
    return listener ->
        new EventStream(
            loop,
            clock,
            clients,
            node.httpAddress(),
            targets.next(),
            limits(node),
            STREAM_SILENCE_NANOS,
            targets.watched(listener));
  }

  private Future<Void> onLoop(Supplier<Future<Void>> action) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        v -> {
          try {
            action.get().onComplete(done);
          } catch (RuntimeException bug) {
            done.fail(bug);
          }
        });
    return done.future();
  }
}
