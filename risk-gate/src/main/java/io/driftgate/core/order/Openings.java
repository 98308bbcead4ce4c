package io.driftgate.core.order;

/** When a market that may relax does (semantics §6.6). Restrictions wait for nothing in either. */
public enum Openings {
  /** In the step in which it may: where nothing is journalled. */
  AT_ONCE,
  /**
   * Once {@link Journalled} says so of the {@link io.driftgate.core.signal.Opening} that it told,
   * if it still may then.
   */
  JOURNALLED
}
