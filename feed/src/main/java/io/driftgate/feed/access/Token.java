package io.driftgate.feed.access;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A bearer token as it is configured. The token itself is known to its bearer only.
 *
 * @param id what it is called where people see it
 * @param sha256 of the token's UTF-8 bytes
 * @param markets which its bearer sees, and no others
 * @param expiresMs Unix milliseconds from which on it is refused; empty: never
 */
public record Token(
    String id, Hash sha256, Set<Scope> scopes, MarketGlobs markets, OptionalLong expiresMs) {
  public Token {
    scopes = Set.copyOf(scopes);
  }

  boolean isExpired(long wallMs) {
    return expiresMs.isPresent() && wallMs >= expiresMs.getAsLong();
  }

  /** Without the hash: a short token could be guessed from it. */
  @Override
  public String toString() {
    return id;
  }
}
