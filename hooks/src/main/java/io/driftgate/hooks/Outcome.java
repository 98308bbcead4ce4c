package io.driftgate.hooks;

import java.util.OptionalLong;

/**
 * How an attempt ended.
 *
 * @param note in our words, for the journal and people; no secret, and nothing that the other side
 *     sent but numbers
 * @param retryAfterMs how long the other side asked to be left alone
 */
public record Outcome(Kind kind, String note, OptionalLong retryAfterMs) {
  /** What is known of it. */
  public enum Kind {
    /** The other side has said that it is done. */
    DELIVERED,
    /** It was not, or nobody knows; another attempt may succeed. */
    FAILED,
    /** It can't be, however often it is tried. */
    REFUSED,
    /** The other side wants to hear no more, ever. */
    GONE,
    /** The market has moved on: there is nothing to tell any more. */
    OVER
  }

  public static Outcome delivered(String note) {
    return new Outcome(Kind.DELIVERED, note, OptionalLong.empty());
  }

  public static Outcome failed(String note) {
    return new Outcome(Kind.FAILED, note, OptionalLong.empty());
  }

  public static Outcome failed(String note, long retryAfterMs) {
    return new Outcome(Kind.FAILED, note, OptionalLong.of(retryAfterMs));
  }

  public static Outcome refused(String note) {
    return new Outcome(Kind.REFUSED, note, OptionalLong.empty());
  }

  static Outcome over(String note) {
    return new Outcome(Kind.OVER, note, OptionalLong.empty());
  }

  public static Outcome gone(String note) {
    return new Outcome(Kind.GONE, note, OptionalLong.empty());
  }
}
