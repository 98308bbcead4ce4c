package io.driftgate.hooks.http;

/**
 * What goes into a header: a line end in it, as files have, would be an error in mid-withdrawal.
 */
public final class KeyText {
  private static final int MAX_LENGTH = 256;

  private KeyText() {}

  /** Refuses all but visible ASCII, without repeating it. */
  public static void check(String what, String text) {
    boolean visible = text.chars().allMatch(c -> c > ' ' && c < 127);
    if (text.isEmpty() || text.length() > MAX_LENGTH || !visible) {
      throw new IllegalArgumentException(
          what + " has 1 to " + MAX_LENGTH + " visible characters and no blanks");
    }
  }
}
