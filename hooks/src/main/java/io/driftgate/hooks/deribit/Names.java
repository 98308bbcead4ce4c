package io.driftgate.hooks.deribit;

/** Names as the venue takes them. */
final class Names {
  /** The venue's own limit for labels. */
  private static final int MAX_LENGTH = 64;

  private Names() {}

  static void check(String what, String name) {
    boolean printable = name.chars().allMatch(c -> c > ' ' && c < 127);
    if (name.isEmpty() || name.length() > MAX_LENGTH || !printable) {
      throw new IllegalArgumentException(
          "a " + what + " has 1 to " + MAX_LENGTH + " printable characters");
    }
  }
}
