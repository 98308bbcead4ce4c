package io.driftgate.hooks.http;

import java.util.List;

/**
 * Instruments as a venue names them. That all are meant has to be said: an empty list is not all.
 *
 * @param all whether every instrument is meant; the names are then empty
 */
public record Symbols(boolean all, List<String> names) {
  private static final int MAX_LENGTH = 64;

  public Symbols {
    names = List.copyOf(names);
    if (all == !names.isEmpty()) {
      throw new IllegalArgumentException("either names of instruments, or all of them");
    }
    names.forEach(Symbols::check);
  }

  /** These only. */
  public static Symbols of(List<String> names) {
    return new Symbols(false, names);
  }

  /** Every one that the account trades. */
  public static Symbols everything() {
    return new Symbols(true, List.of());
  }

  /** Letters, digits and {@code - _ . : /}: what needs no escaping in a query or in JSON. */
  private static void check(String name) {
    boolean plain =
        name.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:/".indexOf(c) >= 0));
    if (name.isEmpty() || name.length() > MAX_LENGTH || !plain) {
      throw new IllegalArgumentException("not the name of an instrument");
    }
  }
}
