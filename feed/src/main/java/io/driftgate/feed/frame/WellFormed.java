package io.driftgate.feed.frame;

import java.nio.charset.StandardCharsets;

/** Text from outside that is to be written again. */
public final class WellFormed {
  private WellFormed() {}

  /** The text with each lone surrogate, which UTF-8 can't carry, as a question mark. */
  public static String of(String text) {
    return is(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Whether every surrogate has its other half. */
  public static boolean is(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
