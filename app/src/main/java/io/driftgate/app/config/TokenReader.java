package io.driftgate.app.config;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code server.tokens}. The file holds hashes only; a hash is not repeated in messages all
 * the same, since what stands there by mistake may be the token itself.
 */
final class TokenReader {
  /** Of no bytes at all: what a pipe gives that was fed nothing. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private TokenReader() {}

  static Optional<Token> read(Value value, List<Token> before) {
    Section token = value.section(Shape.TOKEN);
    Optional<String> id = token.must("id", "desk-a", Value::name);
    Optional<Hash> sha256 = token.must("sha256", "\"64 hex digits\"", TokenReader::sha256);
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    token
        .must("scopes", "[feed, read]", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(
            item -> item.oneOf("scope", Scope.keys()).flatMap(Scope::of).ifPresent(scopes::add));
    List<String> markets =
        token.must("markets", "[\"ETH-*\"]", v -> Optional.of(v.items())).orElse(List.of()).stream()
            .flatMap(item -> item.parsed(item.text(), TokenReader::glob).stream())
            .toList();
    Optional<Instant> expires =
        token.read("expires", v -> v.parsed(v.text(), TokenReader::instant));
    if (before.stream().anyMatch(one -> Optional.of(one.id()).equals(id))) {
      token.report("id", "is already taken: choose another id");
    }
    if (before.stream().anyMatch(one -> Optional.of(one.sha256()).equals(sha256))) {
      token.report("sha256", "is that of another token; give each its own");
    }
    return id.isEmpty() || sha256.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Token(
                id.get(),
                sha256.get(),
                scopes,
                new MarketGlobs(markets),
                expires
                    .map(at -> OptionalLong.of(at.toEpochMilli()))
                    .orElse(OptionalLong.empty())));
  }

  private static Optional<Hash> sha256(Value value) {
    return value.parsed(
        value.text(),
        text -> {
          String hex = text.toLowerCase(Locale.ROOT);
          if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                "must be the token's SHA-256 as 64 hex digits; echo -n \"$TOKEN\" | sha256sum"
                    + " prints it");
          }
          if (hex.equals(OF_NOTHING)) {
            throw new IllegalArgumentException("is the SHA-256 of nothing; hash the token");
          }
          return Hash.parse("0x" + hex);
        });
  }

  private static String glob(String text) {
    if (!MarketGlobs.isGlob(text)) {
      throw new IllegalArgumentException("is no market's id or pattern; write e.g. \"ETH-*\"");
    }
    return text;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "is no instant in UTC; write e.g. 2027-01-31T00:00:00Z", e);
    }
  }
}
