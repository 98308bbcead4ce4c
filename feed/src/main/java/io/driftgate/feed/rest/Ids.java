package io.driftgate.feed.rest;

import java.util.Optional;
import java.util.function.Function;

/** Ids in paths. */
final class Ids {
  private Ids() {}

  /** Empty for text that can be nobody's id. */
  static <K> Optional<K> parse(String text, Function<String, K> key) {
    try {
      return Optional.of(key.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
