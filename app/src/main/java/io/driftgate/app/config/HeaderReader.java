package io.driftgate.app.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code headers}. */
final class HeaderReader {
  private static final Set<String> SECRET =
      Set.of(
          "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token");

  private HeaderReader() {}

  /** Its text; empty if it can't be had, which is then reported. */
  static Optional<String> read(Value.Named header, References references) {
    if (!header.key().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
      header.value().report("is no name of an HTTP header");
      return Optional.empty();
    }
    boolean secret = SECRET.contains(header.key().toLowerCase(Locale.ROOT));
    if (secret && header.value().raw().filter(raw -> !References.isIn(raw)).isPresent()) {
      header.value().report("is a secret in the file; write ${env:NAME} or ${file:PATH}");
      return Optional.empty();
    }
    return references.resolve(header.value());
  }
}
