package io.driftgate.hooks;

import java.util.Locale;

/**
 * How a delivery ended.
 *
 * @param attempts how many were begun
 * @param afterNanos from its submission, or its decision in another process, to this end
 * @param note in few words; may be empty
 */
public record Settlement(Delivery delivery, End end, int attempts, long afterNanos, String note) {
  /** The ways it can end. */
  public enum End {
    /** The other side took it. */
    DELIVERED,
    /** A newer state of the market took its place. */
    SUPERSEDED,
    /** It ran out of time, or there is nobody to tell any more. */
    DEAD,
    /** Nothing was sent, as configured. */
    DRY_RUN;

    /** As it stands in figures. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
