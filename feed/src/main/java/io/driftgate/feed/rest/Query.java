package io.driftgate.feed.rest;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalLong;

/** A request's query parameters. */
final class Query {
  private final MultiMap params;

  Query(MultiMap params) {
    this.params = params;
  }

  /** A parameter that is not what it has to be; the message names it and what is right. */
  static final class WrongParameter extends Exception {
    private static final long serialVersionUID = 1L;

    WrongParameter(String name, String right) {
      super("parameter '" + name + "' must be " + right);
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /** A whole number from {@code min} to {@code max}; empty when the parameter is absent. */
  OptionalLong whole(String name, long min, long max) throws WrongParameter {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    WrongParameter wrong =
        new WrongParameter(name, "a whole number from %d to %d".formatted(min, max));
    try {
      long value = Long.parseLong(text.get());
      if (value < min || value > max) {
        throw wrong;
      }
      return OptionalLong.of(value);
    } catch (NumberFormatException e) {
      throw wrong;
    }
  }
}
