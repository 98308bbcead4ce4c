package io.driftgate.feed.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens of one configuration. Immutable, for any thread. */
final class TokenTable {
  private final List<Token> tokens;
  private final List<byte[]> hashes;
  private final Map<String, Token> byId = new HashMap<>();

  TokenTable(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
    this.hashes = tokens.stream().map(token -> token.sha256().toBytes()).toList();
    tokens.forEach(token -> byId.put(token.id(), token));
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** Takes the same time whichever token matches, and if none does: every one is compared. */
  Optional<Token> find(String presented) {
    byte[] hash = sha256(presented);
    int found = -1;
    for (int i = 0; i < hashes.size(); i++) {
      if (MessageDigest.isEqual(hash, hashes.get(i))) {
        found = i;
      }
    }
    return found < 0 ? Optional.empty() : Optional.of(tokens.get(found));
  }

  /** Whether this very token is still configured, with the same scopes and markets. */
  boolean holds(Token token) {
    return token.equals(byId.get(token.id()));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
