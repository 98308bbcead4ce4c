package io.driftgate.app.config;

import io.driftgate.hooks.deribit.DeribitCancel;
import io.driftgate.hooks.deribit.DeribitDeadMan;
import io.driftgate.hooks.deribit.DeribitHook;
import io.driftgate.hooks.deribit.DeribitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads hooks of kind {@code deribit}. */
final class DeribitReader {
  private static final long LOCK_MS = 1_000;

  private DeribitReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) ->
                    new HookPlan.Made(
                        new DeribitHook(vertx, settings, wallMs, nanos),
                        settings
                            .deadMan()
                            .map(on -> new DeribitDeadMan(vertx, settings, wallMs, nanos))));
  }

  static Optional<DeribitSettings> settings(VenueSection hook) {
    Optional<VenueSection.Access> access =
        hook.access("wss://www.deribit.com/ws/api/v2", "wss://test.deribit.com/ws/api/v2");
    List<DeribitCancel> cancels = cancels(hook);
    boolean freezes = hook.lockMs(LOCK_MS, ms -> ms == 0 || ms == LOCK_MS, "0s or 1s") > 0;
    Optional<DeribitSettings.Disconnect> deadMan = hook.deadMan().flatMap(DeribitReader::deadMan);
    if (cancels.isEmpty()) {
      return Optional.empty();
    }
    return access.map(
        to -> new DeribitSettings(to.endpoint(), to.key(), to.secret(), cancels, freezes, deadMan));
  }

  /** Each key names some; to cancel all has to be said. */
  private static List<DeribitCancel> cancels(VenueSection hook) {
    List<DeribitCancel> cancels = new ArrayList<>();
    if (hook.isEvery("symbols")) {
      cancels.add(new DeribitCancel.AllQuotes());
    } else {
      cancels.addAll(hook.names("symbols", DeribitCancel.QuotesOn::new));
    }
    cancels.addAll(hook.names("currencies", DeribitCancel.QuotesIn::new));
    cancels.addAll(hook.names("quoteSets", DeribitCancel.QuoteSet::new));
    cancels.addAll(hook.names("labels", DeribitCancel.OrdersLabelled::new));
    boolean named =
        List.of("symbols", "currencies", "quoteSets", "labels").stream().anyMatch(hook::has);
    if (hook.flag("everything", false)) {
      if (named) {
        hook.report("everything", "cancels hedges and stops too, whatever is named beside it");
      }
      cancels.add(new DeribitCancel.Everything());
    } else if (!named) {
      hook.must(
          "symbols",
          "[\"*\"] for every quote, or name some by symbols, currencies, quoteSets, labels");
    }
    return cancels;
  }

  /**
   * Of the two scopes only the account's does anything for a desk: over our own connection come no
   * orders.
   */
  private static Optional<DeribitSettings.Disconnect> deadMan(Section deadMan) {
    VenueSection.noUrl(deadMan);
    return DeadManReader.connection(deadMan, DeribitSettings.HeartbeatSeconds::new)
        .map(heartbeat -> new DeribitSettings.Disconnect(DeribitSettings.Scope.ACCOUNT, heartbeat));
  }
}
