package io.driftgate.hooks.bitmex;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.Step.Done;
import io.driftgate.hooks.http.Sweep;
import io.driftgate.hooks.http.VenueAnswer;
import io.driftgate.hooks.http.VenueRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The open orders of a symbol, or of all, as far as one page shows them. Pages are by place in a
 * list that moves as orders end, so a second one could miss some: a full page without any of ours
 * is a failure. The venue allows fewer orders on a symbol than fit.
 */
record BitmexBook(BitmexSettings settings, BitmexSettings.Reach reach, Optional<String> symbol)
    implements Sweep.Book<BitmexOrder> {
  private static final int BATCH = 100;

  @Override
  public List<LongFunction<VenueRequest>> pages() {
    return List.of(nowMs -> BitmexRequests.open(settings, symbol, nowMs));
  }

  @Override
  public Optional<Sweep.Page<BitmexOrder>> page(VenueAnswer answer) {
    return BitmexAnswers.open(answer)
        .filter(orders -> !isFullWithoutOurs(orders))
        .map(orders -> new Sweep.Page<>(ours(orders), Optional.empty()));
  }

  private List<BitmexOrder> ours(List<BitmexOrder> orders) {
    return orders.stream().filter(reach::has).toList();
  }

  private boolean isFullWithoutOurs(List<BitmexOrder> orders) {
    return orders.size() >= BitmexRequests.PAGE && ours(orders).isEmpty();
  }

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public VenueRequest cancel(List<BitmexOrder> orders, long nowMs) {
    return BitmexRequests.cancel(settings, orders, nowMs);
  }

  @Override
  public Done cancelled(VenueAnswer answer, int count) {
    return BitmexAnswers.namedCancelled(answer, count);
  }

  @Override
  public Done error(VenueAnswer answer) {
    return BitmexAnswers.open(answer).isPresent()
        ? Step.done(Outcome.failed("more open orders than a page shows, none of them ours"))
        : BitmexAnswers.error(answer);
  }
}
