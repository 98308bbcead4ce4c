package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Cancel on disconnect. The venue has no timer: it acts when a connection ends. This one has a
 * connection of its own, which lives while it is refreshed. When it is not, its {@code
 * test_request}s stay without an answer and it is closed, never logged out of (a logout would not
 * cancel); a process that stands still is cut by the venue.
 *
 * <p>By the venue's word a connection's end cancels what came over that connection. So this guards
 * a desk's quotes only through {@code ACCOUNT} scope, which makes the venue do the same for each
 * connection that the desk opens afterwards; the end of ours does not reach them.
 *
 * <p>Edge loop.
 */
public final class DeribitDeadMan implements DeadMan {
  private static final long NANOS_PER_MS = 1_000_000;

  /** Refreshes that fit into one interval of the heartbeat. */
  private static final int PER_INTERVAL = 2;

  /** The venue asks after one interval and cuts after another. */
  private static final int INTERVALS = 2;

  private final Vertx vertx;
  private final DeribitSettings.Disconnect disconnect;
  private final DeribitSession session;
  private final LongSupplier nanos;
  private final long watch;

  private long refreshedNanos;
  private boolean refreshed;
  private long armedConnection;

  /**
   * Connects at the first refresh.
   *
   * @param settings with a dead-man
   */
  public DeribitDeadMan(
      Vertx vertx, DeribitSettings settings, LongSupplier wallMs, LongSupplier nanos) {
    this.vertx = vertx;
    this.disconnect = settings.deadMan().orElseThrow();
    this.nanos = nanos;
    this.session =
        new DeribitSession(
            vertx, settings, disconnect.heartbeat(), this::isRefreshed, wallMs, nanos);
    this.watch = vertx.setPeriodic(periodMs(), id -> cutUnlessRefreshed());
  }

  @Override
  public Attempt refresh() {
    refreshedNanos = nanos.getAsLong();
    refreshed = true;
    session.keep();
    boolean armed = session.up() && armedConnection == session.connections();
    DeribitCall call = armed ? check() : arm();
    session.begin(call);
    return call;
  }

  private DeribitCall arm() {
    ObjectNode params = Json.object().put("scope", disconnect.scope().key());
    return new DeribitCall(
        (id, token) ->
            DeribitRpc.privateCall(id, "private/enable_cancel_on_disconnect", params, token),
        this::isRefreshed,
        this::onArmed);
  }

  private Outcome onArmed(JsonNode answer) {
    Outcome outcome = DeribitAnswers.done(answer);
    if (outcome.kind() == Outcome.Kind.DELIVERED) {
      armedConnection = session.connections();
    }
    return outcome;
  }

  private DeribitCall check() {
    ObjectNode params = Json.object().put("scope", disconnect.scope().key());
    return new DeribitCall(
        (id, token) ->
            DeribitRpc.privateCall(id, "private/get_cancel_on_disconnect", params, token),
        this::isRefreshed,
        this::onChecked);
  }

  /** Somebody may have switched it off: the next refresh arms again. */
  private Outcome onChecked(JsonNode answer) {
    Outcome outcome = DeribitAnswers.enabled(answer, disconnect.scope());
    if (outcome.kind() != Outcome.Kind.DELIVERED) {
      armedConnection = 0;
    }
    return outcome;
  }

  @Override
  public long periodMs() {
    return disconnect.heartbeat().ms() / PER_INTERVAL;
  }

  @Override
  public long timeoutMs() {
    return INTERVALS * disconnect.heartbeat().ms();
  }

  /** Closes its connection, whereupon the venue acts. */
  @Override
  public Future<Void> close() {
    vertx.cancelTimer(watch);
    return session.close();
  }

  private boolean isRefreshed() {
    return refreshed && nanos.getAsLong() - refreshedNanos < timeoutMs() * NANOS_PER_MS;
  }

  private void cutUnlessRefreshed() {
    if (refreshed && !isRefreshed()) {
      refreshed = false;
      armedConnection = 0;
      session.cut();
    }
  }
}
