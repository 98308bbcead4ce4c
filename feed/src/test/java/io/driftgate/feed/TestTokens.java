package io.driftgate.feed;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Tokens whose text a test knows. */
final class TestTokens {
  private TestTokens() {}

  /** For all that a desk does, never expiring. */
  static Token desk(String id, String text, String... markets) {
    return of(id, text, EnumSet.of(Scope.FEED, Scope.READ), OptionalLong.empty(), markets);
  }

  static Token of(
      String id, String text, Set<Scope> scopes, OptionalLong expiresMs, String... markets) {
    return new Token(id, sha256(text), scopes, new MarketGlobs(List.of(markets)), expiresMs);
  }

  private static Hash sha256(String text) {
    try {
      return Hash.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
