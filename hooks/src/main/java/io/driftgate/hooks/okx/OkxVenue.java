package io.driftgate.hooks.okx;

import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.Sweep;
import io.driftgate.hooks.http.VenueDeadMan;
import io.driftgate.hooks.http.VenueHook;
import io.driftgate.hooks.http.VenueLine;
import io.driftgate.hooks.http.VenueRequest;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An account at OKX. Outside of market-maker protection the venue has no request that cancels all,
 * and an accepted cancel is not yet a cancelled order: open orders are read, named, and read again
 * until none is left. Edge loop.
 */
public final class OkxVenue {
  private final OkxSettings settings;
  private final VenueLine line;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   */
  public OkxVenue(Vertx vertx, OkxSettings settings, LongSupplier wallMs) {
    this.settings = settings;
    this.line =
        new VenueLine(
            vertx,
            settings.endpoint(),
            wallMs,
            new VenueLine.Warmth(nowMs -> OkxRequests.time(), OkxAnswers::timeMs));
  }

  /** Its hook, which owns the connections. */
  public Hook hook() {
    List<Supplier<Step>> withdrawals = new ArrayList<>();
    if (!settings.families().isEmpty()) {
      withdrawals.add(this::massCancel);
    }
    settings.orders().ifPresent(reach -> withdrawals.addAll(sweeps(reach)));
    return new VenueHook(line, withdrawals);
  }

  private List<Supplier<Step>> sweeps(OkxSettings.Reach reach) {
    List<String> lists = reach.symbols().all() ? List.of("") : reach.symbols().names();
    List<Supplier<Step>> sweeps = new ArrayList<>();
    lists.forEach(instId -> sweeps.add(new Sweep<>(new OkxBook(settings, reach, instId))::begin));
    return sweeps;
  }

  /**
   * Its dead-man, over the hook's connections; the settings have one.
   *
   * @param nanos a clock that only goes forward
   */
  public DeadMan deadMan(LongSupplier nanos) {
    OkxSettings.Timer timer = settings.deadMan().orElseThrow();
    return new VenueDeadMan(line, timer.rhythm(), () -> refresh(timer), nanos);
  }

  private Step refresh(OkxSettings.Timer timer) {
    return Step.ask(nowMs -> OkxRequests.cancelAllAfter(settings, timer, nowMs), OkxAnswers::armed);
  }

  private Step massCancel() {
    List<LongFunction<VenueRequest>> requests = new ArrayList<>();
    settings
        .families()
        .forEach(family -> requests.add(nowMs -> OkxRequests.massCancel(settings, family, nowMs)));
    return Step.all(requests, OkxAnswers::massCancelled);
  }
}
