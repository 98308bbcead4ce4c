package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.TlsMaterial;
import io.driftgate.feed.access.Token;
import io.driftgate.feed.access.TokenBook;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.DeskRules;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.NodeTurns;
import io.driftgate.feed.desk.Refusal;
import io.driftgate.feed.door.GuardedTransport;
import io.driftgate.feed.door.Listener;
import io.driftgate.feed.door.Threshold;
import io.driftgate.feed.drill.Drill;
import io.driftgate.feed.frame.HelloJson;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.lease.Confirmation;
import io.driftgate.feed.rest.RestRoutes;
import io.driftgate.feed.rest.RouteGuard;
import io.driftgate.feed.sign.SigningLane;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The one HTTP server: the WebSocket feed for desks (interfaces §3), REST (§4), and whatever others
 * mount beside them.
 *
 * <p>Transitions come in on the gate loop and are encoded there once. Desks accepted on the gate
 * loop are written to in the same step; those of another loop after one hop for all of them.
 */
public final class FeedServer implements SignalListener {
  private static final long FAREWELL_MS = 700;
  private static final int PORT_NAMES = 1 << 20;

  private final Vertx vertx;
  private final LoopHop gateHop;
  private final Context gateLoop;
  private final GateView view;
  private final FeedOptions options;
  private final FeedLimits limits;
  private final FeedAccess access;
  private final TokenBook tokens;
  private final Certificates certificates;
  private final FeedClock clock = FeedClock.SYSTEM;
  private final FeedCounts counts = new FeedCounts();
  private final Timings confirmations = new Timings();
  private final Timings drills = new Timings();
  private final AtomicInteger subscribers = new AtomicInteger();
  private final Optional<SigningLane> lane;
  private final Delivery delivery;
  private final Announcer announcer;
  private final RestRoutes rest;
  private final FeedTimers timers;
  private volatile IntSupplier connections = () -> 0;
  private final List<Listener> listeners = new ArrayList<>();
  private Optional<Drill> drill = Optional.empty();

  /**
   * A feed with {@link FeedLimits#DEFAULT}. Not listening yet.
   *
   * @param vertx of {@link GuardedTransport#vertx}
   * @param gateLoop where {@code view}, {@code judge} and {@code notReady} are called, and signals
   *     come
   * @param judge reads the clock, applies due deadlines to the gate, returns the stamp
   * @param notReady empty when ready, else why not
   */
  public FeedServer(
      Vertx vertx,
      Context gateLoop,
      GateView view,
      Supplier<Stamp> judge,
      Supplier<Optional<String>> notReady,
      FeedOptions options) {
    this(vertx, gateLoop, view, judge, notReady, options, FeedLimits.DEFAULT);
  }

  /** The same with limits of one's own, for everybody on this machine. */
  public FeedServer(
      Vertx vertx,
      Context gateLoop,
      GateView view,
      Supplier<Stamp> judge,
      Supplier<Optional<String>> notReady,
      FeedOptions options,
      FeedLimits limits) {
    this(vertx, gateLoop, view, judge, notReady, options, limits, FeedAccess.LOOPBACK);
  }

  /** The same with rules about who is let in. */
  public FeedServer(
      Vertx vertx,
      Context gateLoop,
      GateView view,
      Supplier<Stamp> judge,
      Supplier<Optional<String>> notReady,
      FeedOptions options,
      FeedLimits limits,
      FeedAccess access) {
    this.vertx = vertx;
    this.gateLoop = gateLoop;
    this.gateHop = new LoopHop(gateLoop);
    this.view = view;
    this.options = options;
    this.limits = limits;
    this.access = access;
    this.tokens =
        new TokenBook(access.tokens(), access.thisMachineOnly(), limits.crowd().perToken(), clock);
    this.certificates = new Certificates(vertx, clock, limits);
    this.timers = new FeedTimers(vertx, gateLoop);
    TransitionLog log = new TransitionLog();
    NodeTurns turns =
        new NodeTurns(view, task -> vertx.setTimer(NodeTurns.PAUSE_MS, waited -> task.run()));
    this.lane = options.keys().isEmpty() ? Optional.empty() : Optional.of(new SigningLane());
    this.delivery =
        new Delivery(
            new Seats(subscribers::set), lane.map(on -> new Signer(options.keys().get(0), on)));
    this.announcer =
        new Announcer(
            view, judge, clock, options, gateHop, log, delivery, counts, confirmations, turns);
    this.rest = new RestRoutes(vertx, gateLoop, view, log, clock, counts, notReady, turns);
  }

  /**
   * Listens, once for each loop. May be called once, and not on an event loop: it reads files.
   *
   * @param loops event loops that desks are spread over; the gate loop may be among them
   * @param more mounts further routes, which {@link RouteGuard} guards like our own
   * @return the bound port; fails with a message that names address and remedy
   */
  public Future<Integer> start(List<Context> loops, Consumer<Router> more) {
    Optional<TlsMaterial> tls;
    try {
      tls = certificates.load(access.tls());
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    Router router = Router.router(vertx);
    new RouteGuard(tokens, counts).mount(router);
    rest.mount(router);
    more.accept(router);
    return onGateLoop(() -> open(loops, router, tls))
        .compose(opened -> listen(new ArrayList<>(opened)))
        .map(
            port -> {
              connections = Listener.guard(vertx, port, limits, clock, counts);
              timers.start(announcer, drill, listeners, options);
              certificates.keep(listeners);
              return port;
            });
  }

  private <T> Future<T> onGateLoop(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    gateLoop.runOnContext(
        here -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException e) {
            done.fail(e);
          }
        });
    return done.future();
  }

  private List<Listener> open(
      List<Context> loops, Handler<HttpServerRequest> routes, Optional<TlsMaterial> tls) {
    WireFrame hello =
        WireFrame.text(
            HelloJson.frame(
                options.version(),
                view.epoch(),
                options.leaseMs(),
                options.heartbeatMs(),
                options.keys().stream()
                    .map(key -> new HelloJson.Key(key.kid(), key.publicKey()))
                    .toList()));
    Listener.Shared shared =
        new Listener.Shared(
            new AtomicInteger(),
            limits,
            clock,
            counts,
            new Threshold(access, options.host(), tokens, counts),
            tokens,
            tls,
            hello);
    loops.forEach(loop -> listeners.add(new Listener(vertx, loop, room(loop), shared, routes)));
    Comparator<Listener> gateLoopLast = Comparator.comparing(one -> one.loop() == gateLoop);
    delivery.open(listeners.stream().sorted(gateLoopLast).map(Listener::room).toList());
    drill = options.drillMs() > 0 ? Optional.of(drill(listeners.get(0))) : Optional.empty();
    return listeners;
  }

  private Drill drill(Listener through) {
    return new Drill(
        vertx, through.loop(), through.room(), clock, options.leaseMs(), drills::record);
  }

  private DeskRoom room(Context loop) {
    DeskRules rules =
        new DeskRules(
            TimeUnit.MILLISECONDS.toNanos(options.leaseMs()),
            TimeUnit.MILLISECONDS.toNanos(limits.subscribeMs()),
            limits.maxPendingBytes(),
            lane.isPresent());
    return new DeskRoom(
        new LoopHop(loop),
        task -> loop.runOnContext(later -> task.run()),
        announcer,
        rules,
        clock,
        counts,
        PooledByteBufAllocator.DEFAULT);
  }

  /** One after the other: the first binds, and the others join it. */
  private Future<Integer> listen(List<Listener> opened) {
    SocketAddress address = address();
    Future<Integer> bound = opened.get(0).listen(address);
    for (Listener next : opened.subList(1, opened.size())) {
      bound = bound.compose(port -> next.listen(address).map(port));
    }
    return bound.recover(
        cause -> Future.failedFuture(CantListen.because(cause, options.host(), options.port())));
  }

  /** Port 0 would bind another port for each loop; a named random port is one for all of them. */
  private SocketAddress address() {
    return options.port() > 0
        ? SocketAddress.inetSocketAddress(options.port(), options.host())
        : SocketAddress.sharedRandomPort(
            1 + ThreadLocalRandom.current().nextInt(PORT_NAMES), options.host());
  }

  /** On the gate loop. */
  @Override
  public void onSignal(GateSignal signal) {
    if (!gateHop.isHere()) {
      throw new IllegalStateException("signals come on the gate loop");
    }
    announcer.onSignal(signal);
  }

  /** Another is told of each confirmation, on the gate loop. To be called before the start. */
  public void whenConfirmed(Consumer<Confirmation> told) {
    announcer.whenConfirmed(told);
  }

  /**
   * To be told when the gate has taken over a new plan, before anything else happens on the gate
   * loop: desks that hold an older table are granted nothing until they ask for a new one.
   */
  public void replanned() {
    announcer.replanned();
  }

  /**
   * Says farewell: grants nothing from now on, sends each subscriber a final snapshot and closes
   * with 1012, then closes the server, within a second.
   */
  public Future<Void> stop() {
    timers.stop();
    drill.ifPresent(Drill::stop);
    certificates.stop();
    Promise<Void> empty = Promise.promise();
    vertx.setTimer(FAREWELL_MS, late -> empty.tryComplete());
    return onGateLoop(
            () -> {
              announcer.farewell(empty::tryComplete);
              return listeners;
            })
        .compose(all -> empty.future().map(all))
        .compose(all -> Future.join(all.stream().map(Listener::close).toList()))
        .onComplete(closed -> lane.ifPresent(SigningLane::close))
        .mapEmpty();
  }

  /** How many desks have subscribed. Any thread. */
  public int subscribers() {
    return subscribers.get();
  }

  /** From each restriction to the certainty that nobody ignores it, in microseconds. Any thread. */
  public Histogram confirmationMicros() {
    return confirmations.micros();
  }

  /** From each drill's decision to its arrival at a subscriber, in microseconds. Any thread. */
  public Histogram drillMicros() {
    return drills.micros();
  }

  /**
   * From now on these tokens are accepted, and no others; desks whose token is gone or changed are
   * closed within a lease. Any thread.
   */
  public void replaceTokens(List<Token> accepted) {
    tokens.replace(accepted);
  }

  /** When the certificate ends, in Unix milliseconds; empty without TLS. Any thread. */
  public OptionalLong certificateExpiresMs() {
    return certificates.expiresMs();
  }

  /** How many connections are open, handshakes included. Any thread. */
  public int connections() {
    return connections.getAsInt();
  }

  /** How many were turned away for a reason. Any thread. */
  public long refused(Refusal why) {
    return counts.refused(why);
  }

  /** What happened at the edges since the start. Any thread. */
  public FeedCounts.Totals counts() {
    return counts.totals();
  }
}
