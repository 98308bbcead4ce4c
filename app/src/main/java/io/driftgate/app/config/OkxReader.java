package io.driftgate.app.config;

import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import io.driftgate.hooks.okx.OkxSettings;
import io.driftgate.hooks.okx.OkxSettings.Family;
import io.driftgate.hooks.okx.OkxSettings.Reach;
import io.driftgate.hooks.okx.OkxSettings.TimeOutSeconds;
import io.driftgate.hooks.okx.OkxSettings.Timer;
import io.driftgate.hooks.okx.OkxVenue;
import java.util.List;
import java.util.Optional;

/** Reads hooks of kind {@code okx}. */
final class OkxReader {
  private static final long LOCK_MS = 1_000;
  private static final long MOST_LOCK_MS = 10_000;

  private OkxReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) -> {
                  OkxVenue venue = new OkxVenue(vertx, settings, wallMs);
                  return new HookPlan.Made(
                      venue.hook(), settings.deadMan().map(timer -> venue.deadMan(nanos)));
                });
  }

  static Optional<OkxSettings> settings(VenueSection hook) {
    Optional<VenueSection.Access> access =
        hook.access("https://www.okx.com", "https://www.okx.com");
    Optional<Secret> passphrase = hook.secret("passphrase");
    String tag = hook.text("tag", OkxReader::tag).orElse("");
    Optional<Reach> reach = reach(hook, tag);
    List<Family> families = families(hook);
    Optional<Timer> deadMan = hook.deadMan().flatMap(section -> deadMan(section, tag));
    if (!tag.isEmpty() && hook.has("families") && hook.has("deadMan")) {
      hook.report("tag", "would keep the dead-man from the families' orders; use two hooks");
    }
    if (access.isEmpty() || passphrase.isEmpty() || (reach.isEmpty() && families.isEmpty())) {
      return Optional.empty();
    }
    VenueSection.Access to = access.get();
    deadMan.ifPresent(timer -> hook.takeTimers(List.of("okx " + tag + " " + to.key())));
    return Optional.of(
        new OkxSettings(
            to.endpoint(),
            to.key(),
            to.secret(),
            passphrase.get(),
            hook.testnet(),
            reach,
            families,
            deadMan));
  }

  private static Optional<Reach> reach(VenueSection hook, String tag) {
    String prefix = hook.text("clientIdPrefix", OkxReader::prefix).orElse("");
    boolean reduceOnly = hook.flag("spareReduceOnly", false);
    if (!hook.has("families") || hook.has("symbols")) {
      return hook.symbols(true).map(symbols -> new Reach(symbols, tag, prefix, reduceOnly));
    }
    List.of("tag", "clientIdPrefix", "spareReduceOnly").stream()
        .filter(hook::has)
        .forEach(key -> hook.report(key, "tells orders of symbols apart; name symbols too"));
    return Optional.empty();
  }

  private static List<Family> families(VenueSection hook) {
    if (hook.has("lock") && !hook.has("families")) {
      hook.report("lock", "is for option families only; remove it");
    }
    int lockMs = (int) hook.lockMs(LOCK_MS, ms -> ms >= 0 && ms <= MOST_LOCK_MS, "0s to 10s");
    return hook.names("families", name -> new Family(VenueSection.instrument(name), lockMs));
  }

  private static String tag(String text) {
    return new Reach(Symbols.everything(), text, "", false).tag();
  }

  private static String prefix(String text) {
    return new Reach(Symbols.everything(), "", text, false).clientIdPrefix();
  }

  private static Optional<Timer> deadMan(Section deadMan, String tag) {
    VenueSection.noUrl(deadMan);
    return DeadManReader.timer(
        deadMan,
        ms -> new TimeOutSeconds(DeadManReader.wholeSeconds(ms)),
        (refreshMs, timeOut) -> new Timer(refreshMs, timeOut, tag));
  }
}
