package io.driftgate.hooks.binance;

import io.driftgate.hooks.http.Step.Done;
import io.driftgate.hooks.http.Sweep;
import io.driftgate.hooks.http.VenueAnswer;
import io.driftgate.hooks.http.VenueRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** A symbol's open orders, which come all at once. */
record BinanceBook(BinanceSettings settings, BinanceSettings.Reach reach, String symbol)
    implements Sweep.Book<BinanceOrder> {
  private static final int BATCH = 10;

  @Override
  public List<LongFunction<VenueRequest>> pages() {
    return List.of(nowMs -> BinanceRequests.openOrders(settings, symbol, nowMs));
  }

  @Override
  public Optional<Sweep.Page<BinanceOrder>> page(VenueAnswer answer) {
    return BinanceAnswers.openOrders(answer)
        .map(
            orders ->
                new Sweep.Page<>(orders.stream().filter(reach::has).toList(), Optional.empty()));
  }

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public VenueRequest cancel(List<BinanceOrder> orders, long nowMs) {
    return BinanceRequests.cancel(settings, symbol, orders, nowMs);
  }

  @Override
  public Done cancelled(VenueAnswer answer, int count) {
    return BinanceAnswers.batchCancelled(answer, count);
  }

  @Override
  public Done error(VenueAnswer answer) {
    return BinanceAnswers.error(answer);
  }
}
