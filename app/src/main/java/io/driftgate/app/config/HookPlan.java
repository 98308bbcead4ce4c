package io.driftgate.app.config;

import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.DryHook;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookRules;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One hook of a configuration.
 *
 * @param kind as written
 * @param maker makes it anew, dry run or not
 */
public record HookPlan(HookRules rules, String kind, Maker maker) {
  /**
   * One that may begin to connect; of a dry run, one that never does. Edge loop.
   *
   * @param wallMs Unix milliseconds
   * @param nanos a clock that only goes forward
   */
  public Made make(Vertx vertx, LongSupplier wallMs, LongSupplier nanos) {
    return rules.dryRun() ? Made.only(new DryHook()) : maker.make(vertx, wallMs, nanos);
  }

  /**
   * What a maker made. Both are to be closed by whom they were made for.
   *
   * @param deadMan empty: none is configured, or nothing is to be sent
   */
  public record Made(Hook hook, Optional<DeadMan> deadMan) {
    static Made only(Hook hook) {
      return new Made(hook, Optional.empty());
    }
  }

  /** Makes hooks of one kind and one configuration. */
  @FunctionalInterface
  public interface Maker {
    /** One as {@link HookPlan#make} gives it. */
    Made make(Vertx vertx, LongSupplier wallMs, LongSupplier nanos);
  }
}
