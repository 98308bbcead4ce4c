package io.driftgate.hooks;

import io.driftgate.core.fact.MarketGlobs;
import java.util.Optional;
import java.util.Set;

/**
 * What one hook is told of, and how hard it is tried.
 *
 * @param id names it in configuration, journal and figures
 * @param markets of which it is told
 * @param on what it is told of; not empty
 * @param all whether it is told of every change, in order, even of those that are over; else a
 *     newer state of a market takes the place of an undelivered older one
 * @param secondary is told what restricts when this one has not taken it within one lease
 * @param dryRun nothing is sent
 */
public record HookRules(
    String id,
    MarketGlobs markets,
    Set<HookEvent> on,
    boolean all,
    Limits limits,
    Optional<String> secondary,
    boolean dryRun) {
  public HookRules {
    on = Set.copyOf(on);
  }

  /**
   * Times, in milliseconds.
   *
   * @param restrictMs for one attempt to tell what restricts
   * @param hedgeMs after so long a second one begins beside it; 0: none does, for what must not be
   *     done twice at once
   * @param openMs for one attempt to tell what opens
   * @param validMs how long what opens holds unless it is renewed, which happens three times as
   *     often; 0: it is not renewed
   * @param giveUpMs after how long an undelivered one is dead
   */
  public record Limits(long restrictMs, long hedgeMs, long openMs, long validMs, long giveUpMs) {
    /** The schedule of withdrawals, 2 s and 10 s for openings, and an hour for all. */
    public static final Limits DEFAULT = new Limits(250, 100, 2_000, 10_000, 3_600_000);
  }
}
