package io.driftgate.hooks.deribit;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Message;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Outcomes;
import io.driftgate.hooks.http.Settled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/** Cancels at Deribit. Edge loop. */
public final class DeribitHook implements Hook {
  private static final DeribitSettings.HeartbeatSeconds HEARTBEAT =
      new DeribitSettings.HeartbeatSeconds(10);

  private final DeribitSettings settings;
  private final DeribitSession session;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   * @param nanos a clock that only goes forward
   */
  public DeribitHook(
      Vertx vertx, DeribitSettings settings, LongSupplier wallMs, LongSupplier nanos) {
    this.settings = settings;
    this.session = new DeribitSession(vertx, settings, HEARTBEAT, () -> true, wallMs, nanos);
    session.keep();
  }

  @Override
  public Attempt attempt(Message message) {
    return message.delivery().events().contains(HookEvent.WITHDRAW)
        ? Outcomes.all(settings.cancels().stream().map(this::cancel).toList())
        : Settled.with(Outcome.delivered("nothing to do at the venue"));
  }

  private Attempt cancel(DeribitCancel cancel) {
    DeribitCall call =
        new DeribitCall(
            (id, token) ->
                DeribitRpc.privateCall(
                    id, cancel.method(), cancel.params(settings.freezeQuotes()), token),
            () -> true,
            DeribitAnswers::cancelled);
    session.begin(call);
    return call;
  }

  @Override
  public Future<Void> close() {
    return session.close();
  }
}
