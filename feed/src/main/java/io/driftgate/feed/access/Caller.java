package io.driftgate.feed.access;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.desk.Pass;
import java.util.Optional;

/**
 * Somebody who was let in: the bearer of a token, or anybody where no token is asked for. For any
 * thread.
 */
public final class Caller implements Pass {
  /** What is written where people see who did something. */
  private static final String ANYBODY = "anybody";

  private final TokenBook book;
  private final Optional<Token> token;

  Caller(TokenBook book, Optional<Token> token) {
    this.book = book;
    this.token = token;
  }

  /** The token's id. */
  public String id() {
    return token.map(Token::id).orElse(ANYBODY);
  }

  /** The same; empty where no token is asked for. */
  public Optional<String> tokenId() {
    return token.map(Token::id);
  }

  /** Whether this may be done. */
  public boolean has(Scope scope) {
    return token
        .map(one -> one.scopes().contains(scope))
        .orElse(scope != Scope.OPERATE || book.strangersOperate());
  }

  @Override
  public MarketGlobs markets() {
    return token.map(Token::markets).orElse(MarketGlobs.ALL);
  }

  @Override
  public boolean mayListen() {
    return has(Scope.FEED);
  }

  @Override
  public boolean stands() {
    return book.stands(token);
  }

  @Override
  public boolean enter() {
    return token.map(book::enter).orElse(true);
  }

  @Override
  public void leave() {
    token.ifPresent(book::leave);
  }

  @Override
  public String toString() {
    return id();
  }
}
