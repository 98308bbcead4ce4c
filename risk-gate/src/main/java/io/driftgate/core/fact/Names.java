package io.driftgate.core.fact;

/**
 * The one rule for every name that a configuration gives. ASCII only, so that ordering by id means
 * the same in every language that computes a view hash.
 */
public final class Names {
  private static final int MAX_LENGTH = 64;

  private Names() {}

  /**
   * Returns the name if it is valid.
   *
   * @param what named in the error
   * @throws IllegalArgumentException if it is empty, longer than 64 characters, or holds anything
   *     but {@code A-Z a-z 0-9 . _ -}
   */
  public static String check(String what, String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || !name.chars().allMatch(Names::allowed)) {
      throw new IllegalArgumentException(
          what + " '" + name + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    return name;
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
