package io.driftgate.hooks.bybit;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.KeptSocket;
import io.driftgate.hooks.http.Outcomes;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.VenueLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Disconnection protect. The venue counts from when the last private connection that subscribes to
 * {@code dcp} has gone or pings no more; without such a connection nothing happens at all. This one
 * subscribes, and pings as it is refreshed. When it is not refreshed for a window it is closed, and
 * after another window the venue cancels every order of the product.
 *
 * <p>Each other connection of the account that subscribes to {@code dcp} keeps the orders alive on
 * its own. Edge loop.
 */
public final class BybitDeadMan implements DeadMan, KeptSocket.Listener {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final int WINDOWS = 2;
  private static final int MAX_WAITING = 64;
  private static final int SILENT_PERIODS = 4;

  private enum State {
    DOWN,
    LOGGING_IN,
    SUBSCRIBING,
    READY
  }

  private final Vertx vertx;
  private final BybitSettings settings;
  private final BybitSettings.Disconnect disconnect;
  private final Rhythm rhythm;
  private final VenueLine line;
  private final KeptSocket socket;
  private final LongSupplier nanos;
  private final long watch;

  private final List<Ping> waiting = new ArrayList<>();
  private final Map<String, Ping> sent = new LinkedHashMap<>();
  private State state = State.DOWN;
  private boolean windowSet;
  private boolean refreshed;
  private long refreshedNanos;
  private long nextId = 1;

  BybitDeadMan(Vertx vertx, BybitSettings settings, VenueLine line, LongSupplier nanos) {
    this.vertx = vertx;
    this.settings = settings;
    this.disconnect = settings.deadMan().orElseThrow();
    this.rhythm = disconnect.rhythm();
    this.line = line;
    this.nanos = nanos;
    this.socket =
        new KeptSocket(vertx, disconnect.socket(), SILENT_PERIODS * rhythm.periodMs(), nanos, this);
    this.watch = vertx.setPeriodic(rhythm.periodMs(), id -> cutUnlessRefreshed());
  }

  @Override
  public Attempt refresh() {
    refreshedNanos = nanos.getAsLong();
    refreshed = true;
    socket.keep();
    Ping ping = new Ping();
    if (state == State.READY) {
      send(ping);
    } else {
      waitFor(ping);
    }
    return windowSet ? ping : Outcomes.all(List.of(setWindow(), ping));
  }

  @Override
  public long periodMs() {
    return rhythm.periodMs();
  }

  /** One window until it is closed here, and one at the venue. */
  @Override
  public long timeoutMs() {
    return WINDOWS * rhythm.timeoutMs();
  }

  /** Closes its connection, whereupon the venue begins to count. */
  @Override
  public Future<Void> close() {
    vertx.cancelTimer(watch);
    return socket.close();
  }

  @Override
  public void opened() {
    state = State.LOGGING_IN;
    socket.send(BybitRequests.login(settings, id(), line.clock().nowMs()));
  }

  @Override
  public void closed() {
    state = State.DOWN;
    windowSet = false;
    failAll(drained(sent.values()));
  }

  @Override
  public void text(String message) {
    Json.object(message).ifPresent(this::onMessage);
  }

  private void onMessage(JsonNode message) {
    String op = Json.text(message, "op");
    boolean success = message.path("success").asBoolean(false);
    if (op.equals("auth") && state == State.LOGGING_IN) {
      onLogin(success);
    } else if (op.equals("subscribe") && state == State.SUBSCRIBING) {
      onSubscribed(success);
    } else if (op.equals("pong")) {
      Ping ping = sent.remove(Json.text(message, "req_id"));
      if (ping != null) {
        ping.end(Outcome.delivered("armed"));
      }
    }
  }

  private void onLogin(boolean success) {
    if (success) {
      state = State.SUBSCRIBING;
      socket.send(BybitRequests.subscribe(disconnect.product(), id()));
    } else {
      refuse("not logged in: the key, its signature, its permission or the clock");
    }
  }

  private void onSubscribed(boolean success) {
    if (success) {
      state = State.READY;
      socket.settled();
      drained(waiting).forEach(this::send);
    } else {
      refuse("not subscribed: the venue has to enable it for the account");
    }
  }

  /** Stays down until the next refresh. */
  private void refuse(String why) {
    socket.cut();
    drained(waiting).forEach(ping -> ping.end(Outcome.failed(why)));
  }

  private Attempt setWindow() {
    return line.begin(
        Step.ask(
            nowMs -> BybitRequests.window(settings, disconnect, nowMs),
            answer -> {
              Step.Done done = BybitAnswers.armed(answer);
              windowSet = done.outcome().kind() == Outcome.Kind.DELIVERED && socket.up();
              return done;
            }),
        this::isRefreshed);
  }

  private void waitFor(Ping ping) {
    waiting.removeIf(Ping::ended);
    if (waiting.size() < MAX_WAITING) {
      waiting.add(ping);
    } else {
      ping.end(Outcome.failed("too much is waiting for a connection"));
    }
  }

  private void send(Ping ping) {
    sent.values().removeIf(Ping::ended);
    if (ping.ended()) {
      return;
    }
    if (isRefreshed()) {
      String id = id();
      sent.put(id, ping);
      socket.send(BybitRequests.ping(id));
    } else {
      ping.end(Outcome.failed("too late to send it"));
    }
  }

  private boolean isRefreshed() {
    return refreshed && nanos.getAsLong() - refreshedNanos < rhythm.timeoutMs() * NANOS_PER_MS;
  }

  private void cutUnlessRefreshed() {
    if (refreshed && !isRefreshed()) {
      refreshed = false;
      socket.cut();
      failAll(drained(waiting));
    }
  }

  /** Taken out first: the end of one may begin another. */
  private static List<Ping> drained(Collection<Ping> pings) {
    List<Ping> all = List.copyOf(pings);
    pings.clear();
    return all;
  }

  private static void failAll(List<Ping> pings) {
    pings.forEach(ping -> ping.end(Outcome.failed("the connection ended before the answer")));
  }

  private String id() {
    return String.valueOf(nextId++);
  }
}
