package io.driftgate.hooks;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a hook can ask to be told of (interfaces §5). */
public enum HookEvent {
  /** Quotes must be gone. */
  WITHDRAW,
  /** Quotes must be wider, or may be no more than wide. */
  WIDEN,
  /** Quotes may stand. */
  OPEN,
  /** Liquidations must pause. */
  PAUSE,
  /** Liquidations may go on. */
  RESUME;

  /** As it stands in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that stands in a configuration so. */
  public static Optional<HookEvent> of(String key) {
    return Arrays.stream(values()).filter(event -> event.key().equals(key)).findFirst();
  }

  /** Those of a list of keys with commas. */
  static Set<HookEvent> ofKeys(String keys) {
    Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
    for (String key : keys.split(",", -1)) {
      events.add(valueOf(key.toUpperCase(Locale.ROOT)));
    }
    return events;
  }

  /** What it is to come to this. */
  public static HookEvent of(Quotes quotes) {
    return switch (quotes) {
      case WITHDRAW -> WITHDRAW;
      case WIDEN -> WIDEN;
      case OPEN -> OPEN;
    };
  }

  /** What it is to come to this. */
  public static HookEvent of(Liquidations liquidations) {
    return liquidations == Liquidations.PAUSED ? PAUSE : RESUME;
  }

  /** Those of a transition: one per output that differs. */
  public static Set<HookEvent> of(
      Quotes quotesFrom,
      Quotes quotesTo,
      Liquidations liquidationsFrom,
      Liquidations liquidationsTo) {
    Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
    if (quotesFrom != quotesTo) {
      events.add(of(quotesTo));
    }
    if (liquidationsFrom != liquidationsTo) {
      events.add(of(liquidationsTo));
    }
    return events;
  }
}
