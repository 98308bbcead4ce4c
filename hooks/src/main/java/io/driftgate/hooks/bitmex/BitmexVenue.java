package io.driftgate.hooks.bitmex;

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
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An account at BitMEX. Edge loop. */
public final class BitmexVenue {
  private final BitmexSettings settings;
  private final VenueLine line;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   */
  public BitmexVenue(Vertx vertx, BitmexSettings settings, LongSupplier wallMs) {
    this.settings = settings;
    this.line =
        new VenueLine(
            vertx,
            settings.endpoint(),
            wallMs,
            new VenueLine.Warmth(nowMs -> BitmexRequests.time(), BitmexAnswers::timeMs));
  }

  /** Its hook, which owns the connections. */
  public Hook hook() {
    List<Supplier<Step>> withdrawals =
        settings.reach().map(this::sweeps).orElse(List.of(this::withdraw));
    return new VenueHook(line, withdrawals);
  }

  private List<Supplier<Step>> sweeps(BitmexSettings.Reach reach) {
    List<Supplier<Step>> sweeps = new ArrayList<>();
    if (settings.symbols().all()) {
      sweeps.add(new Sweep<>(new BitmexBook(settings, reach, Optional.empty()))::begin);
    }
    settings
        .symbols()
        .names()
        .forEach(
            symbol ->
                sweeps.add(
                    new Sweep<>(new BitmexBook(settings, reach, Optional.of(symbol)))::begin));
    return sweeps;
  }

  /**
   * Its dead-man, over the hook's connections; the settings have one.
   *
   * @param nanos a clock that only goes forward
   */
  public DeadMan deadMan(LongSupplier nanos) {
    BitmexSettings.Timer timer = settings.deadMan().orElseThrow();
    return new VenueDeadMan(line, timer.rhythm(), () -> refresh(timer), nanos);
  }

  private Step withdraw() {
    List<LongFunction<VenueRequest>> requests =
        settings.symbols().all()
            ? List.of(nowMs -> cancel(Optional.empty(), nowMs))
            : settings.symbols().names().stream().map(this::cancel).toList();
    return Step.all(requests, BitmexAnswers::cancelled);
  }

  private LongFunction<VenueRequest> cancel(String symbol) {
    return nowMs -> cancel(Optional.of(symbol), nowMs);
  }

  private VenueRequest cancel(Optional<String> symbol, long nowMs) {
    return BitmexRequests.cancelAll(settings, symbol, nowMs);
  }

  private Step refresh(BitmexSettings.Timer timer) {
    return Step.ask(
        nowMs -> BitmexRequests.cancelAllAfter(settings, timer.timeout(), nowMs),
        BitmexAnswers::armed);
  }
}
