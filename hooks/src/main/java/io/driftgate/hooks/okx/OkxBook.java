package io.driftgate.hooks.okx;

import io.driftgate.hooks.http.Step.Done;
import io.driftgate.hooks.http.Sweep;
import io.driftgate.hooks.http.VenueAnswer;
import io.driftgate.hooks.http.VenueRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** OKX's open orders, a hundred to a page, the newest first. */
final class OkxBook implements Sweep.Book<PendingOrder> {
  private static final int BATCH = 20;

  private final OkxSettings settings;
  private final OkxSettings.Reach reach;
  private final String instId;

  /**
   * Of one instrument.
   *
   * @param instId empty: of all
   */
  OkxBook(OkxSettings settings, OkxSettings.Reach reach, String instId) {
    this.settings = settings;
    this.reach = reach;
    this.instId = instId;
  }

  @Override
  public List<LongFunction<VenueRequest>> pages() {
    return List.of(page(OkxRequests.Page.first(instId)));
  }

  @Override
  public Optional<Sweep.Page<PendingOrder>> page(VenueAnswer answer) {
    return OkxAnswers.pending(answer)
        .map(
            orders ->
                new Sweep.Page<>(
                    orders.stream().filter(reach::has).toList(),
                    OkxRequests.Page.after(instId, orders).map(this::page)));
  }

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public VenueRequest cancel(List<PendingOrder> orders, long nowMs) {
    return OkxRequests.cancel(settings, orders, nowMs);
  }

  @Override
  public Done cancelled(VenueAnswer answer, int count) {
    return OkxAnswers.cancelled(answer, count);
  }

  @Override
  public Done error(VenueAnswer answer) {
    return OkxAnswers.error(answer);
  }

  private LongFunction<VenueRequest> page(OkxRequests.Page page) {
    return nowMs -> OkxRequests.pending(settings, page, nowMs);
  }
}
