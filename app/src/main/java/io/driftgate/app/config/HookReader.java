package io.driftgate.app.config;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.HookRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code hooks[i]}: what is common to all kinds. */
final class HookReader {
  private static final long MS = Durations.MS;
  private static final long SECOND = Durations.SECOND;
  private static final String ALL = "all";
  private static final List<String> DELIVER = List.of("latest", ALL);
  private static final List<String> EVENTS =
      Arrays.stream(HookEvent.values()).map(HookEvent::key).toList();

  private final HookKinds kinds;
  private final List<MarketPlan> markets;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  HookReader(References references, Path folder, List<MarketPlan> markets) {
    this.kinds = new HookKinds(references, folder);
    this.markets = markets;
  }

  Optional<HookPlan> read(Value value) {
    Section hook = value.section(Shape.HOOK);
    Optional<String> id = hook.must("id", "desk-a", Value::name);
    if (id.isPresent() && sections.putIfAbsent(id.get(), hook) != null) {
      hook.report("id", "is already taken: choose another id");
    }
    Optional<HookKinds.Kind> kind =
        hook.must("kind", "webhook", v -> v.oneOf("kind of hook", HookKinds.names()))
            .flatMap(HookKinds::named);
    MarketGlobs globs = globs(hook);
    Set<HookEvent> on = events(hook, kind.filter(HookKinds.Kind::isVenue).isPresent());
    HookRules.Limits usual = kind.map(HookKinds.Kind::limits).orElse(HookRules.Limits.DEFAULT);
    HookRules rules =
        new HookRules(
            id.orElse("unnamed"),
            globs,
            on,
            hook.read("deliver", v -> v.oneOf("way to deliver", DELIVER))
                .filter(ALL::equals)
                .isPresent(),
            limits(hook, usual),
            hook.read("secondary", Value::name),
            hook.read("dryRun", Value::flag).orElse(false));
    return kind.flatMap(known -> kinds.read(known, hook, rules))
        .map(maker -> new HookPlan(rules, kind.get().key(), maker));
  }

  private MarketGlobs globs(Section hook) {
    List<String> globs = new ArrayList<>();
    hook.must("markets", "[\"ETH-*\"]", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(item -> item.parsed(item.text(), text -> glob(item, text)).ifPresent(globs::add));
    return new MarketGlobs(globs);
  }

  private String glob(Value item, String text) {
    if (!MarketGlobs.isGlob(text)) {
      throw new IllegalArgumentException("is no market's id or pattern; write e.g. \"ETH-*\"");
    }
    MarketGlobs one = new MarketGlobs(List.of(text));
    if (markets.stream().noneMatch(market -> one.sees(market.id().value()))) {
      item.report("fits no market; the hook would never be told of anything");
    }
    return text;
  }

  private static Set<HookEvent> events(Section hook, boolean venue) {
    Set<HookEvent> on = EnumSet.noneOf(HookEvent.class);
    hook.must("on", venue ? "[withdraw]" : "[withdraw, widen, open]", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(item -> event(item, venue).ifPresent(on::add));
    mustClose(hook, on, HookEvent.WITHDRAW, HookEvent.OPEN, HookEvent.WIDEN);
    mustClose(hook, on, HookEvent.PAUSE, HookEvent.RESUME);
    return on;
  }

  /** Whoever is told that something opens must be told that it is over. */
  private static void mustClose(
      Section hook, Set<HookEvent> on, HookEvent closes, HookEvent... opening) {
    for (HookEvent opens : opening) {
      if (on.contains(opens) && !on.contains(closes)) {
        hook.report("on", "has " + opens.key() + " without " + closes.key() + "; add it");
        return;
      }
    }
  }

  /** At a venue another event would do nothing, and would take a withdrawal's place. */
  private static Optional<HookEvent> event(Value item, boolean venue) {
    Optional<HookEvent> event = item.oneOf("event", EVENTS).flatMap(HookEvent::of);
    if (venue && event.filter(one -> one != HookEvent.WITHDRAW).isPresent()) {
      item.report("does nothing at a venue, where quotes can only be withdrawn; on: [withdraw]");
    }
    return event;
  }

  private static HookRules.Limits limits(Section hook, HookRules.Limits usual) {
    long openMs = ms(hook, "timeout", 50 * MS, 60 * SECOND, usual.openMs());
    long restrictMs = ms(hook, "withdrawTimeout", 50 * MS, 60 * SECOND, usual.restrictMs());
    return new HookRules.Limits(
        restrictMs,
        usual.hedgeMs(),
        openMs,
        ms(hook, "valid", SECOND, Durations.HOUR, usual.validMs()),
        ms(hook, "giveUp", 10 * SECOND, 24 * Durations.HOUR, usual.giveUpMs()));
  }

  private static long ms(Section hook, String key, long minNanos, long maxNanos, long usualMs) {
    return hook.read(key, v -> v.durationNanos(minNanos, maxNanos))
        .map(nanos -> nanos / MS)
        .orElse(usualMs);
  }

  /** Two that pass on to each other would do so for ever. */
  private void checkSecondary(String id, String other, Value value) {
    if (other.equals(id)) {
      value.report("is the hook itself");
    } else if (sections.containsKey(other) && sections.get(other).has("secondary")) {
      value.report("has a secondary of its own; name one that has none");
    }
  }

  /** Once all have been read. */
  void checkSecondaries() {
    sections.forEach(
        (id, hook) ->
            hook.find("secondary")
                .ifPresent(
                    value ->
                        value
                            .oneOf("hook", sections.keySet())
                            .ifPresent(other -> checkSecondary(id, other, value))));
  }
}
