package io.driftgate.hooks.binance;

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

/** An account at Binance USDⓈ-M futures. Edge loop. */
public final class BinanceVenue {
  private final BinanceSettings settings;
  private final VenueLine line;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   */
  public BinanceVenue(Vertx vertx, BinanceSettings settings, LongSupplier wallMs) {
    this.settings = settings;
    this.line =
        new VenueLine(
            vertx,
            settings.endpoint(),
            wallMs,
            new VenueLine.Warmth(nowMs -> BinanceRequests.time(), BinanceAnswers::timeMs));
  }

  /** Its hook, which owns the connections. */
  public Hook hook() {
    List<Supplier<Step>> withdrawals =
        settings.reach().map(this::sweeps).orElse(List.of(this::withdraw));
    return new VenueHook(line, withdrawals);
  }

  /**
   * Its dead-man, over the hook's connections; the settings have one.
   *
   * @param nanos a clock that only goes forward
   */
  public DeadMan deadMan(LongSupplier nanos) {
    BinanceSettings.Timer timer = settings.deadMan().orElseThrow();
    return new VenueDeadMan(line, timer.rhythm(), () -> refresh(timer.countdown()), nanos);
  }

  private List<Supplier<Step>> sweeps(BinanceSettings.Reach reach) {
    List<Supplier<Step>> sweeps = new ArrayList<>();
    settings
        .symbols()
        .names()
        .forEach(
            symbol -> sweeps.add(new Sweep<>(new BinanceBook(settings, reach, symbol))::begin));
    return sweeps;
  }

  private Step withdraw() {
    return Step.all(
        settings.symbols().names().stream().map(this::cancel).toList(), BinanceAnswers::cancelled);
  }

  private LongFunction<VenueRequest> cancel(String symbol) {
    return nowMs -> BinanceRequests.cancelAll(settings, symbol, nowMs);
  }

  private Step refresh(BinanceSettings.CountdownMs countdown) {
    List<LongFunction<VenueRequest>> requests =
        settings.symbols().names().stream().map(symbol -> arm(symbol, countdown)).toList();
    return Step.all(requests, answer -> BinanceAnswers.armed(answer, countdown));
  }

  private LongFunction<VenueRequest> arm(String symbol, BinanceSettings.CountdownMs countdown) {
    return nowMs -> BinanceRequests.countdown(settings, symbol, countdown, nowMs);
  }
}
