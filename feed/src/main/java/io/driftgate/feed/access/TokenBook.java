package io.driftgate.feed.access;

import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.Gatekeeper;
import io.driftgate.feed.desk.Pass;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tokens that are accepted now, and how many desks each has brought in. The tokens can be
 * replaced while desks are connected: a desk whose token is gone, changed or expired loses its
 * standing at once. For any thread.
 */
public final class TokenBook implements Gatekeeper {
  private static final String SCHEME = "bearer ";
  private static final int MAX_LENGTH = 4_096;

  private final FeedClock clock;
  private final int maxDesksPerToken;
  private final boolean strangersOperate;
  private final ConcurrentMap<String, Integer> desks = new ConcurrentHashMap<>();
  private volatile TokenTable table;

  /**
   * Without tokens everybody is let in.
   *
   * @param strangersOperate whether, without tokens, everybody may also change things
   */
  public TokenBook(
      List<Token> tokens, boolean strangersOperate, int maxDesksPerToken, FeedClock clock) {
    this.table = new TokenTable(tokens);
    this.strangersOperate = strangersOperate;
    this.maxDesksPerToken = maxDesksPerToken;
    this.clock = clock;
  }

  /** From now on these are accepted, and no others. */
  public void replace(List<Token> tokens) {
    table = new TokenTable(tokens);
  }

  /** Whether no token is asked for. */
  public boolean isOpen() {
    return table.isEmpty();
  }

  /** Whoever comes without a token; empty when one is asked for. */
  public Optional<Caller> stranger() {
    return isOpen() ? Optional.of(new Caller(this, Optional.empty())) : Optional.empty();
  }

  /** The bearer of a token; empty when it is unknown or has expired. */
  public Optional<Caller> bearer(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return table
        .find(token)
        .filter(found -> !found.isExpired(clock.wallMs()))
        .map(found -> new Caller(this, Optional.of(found)));
  }

  /** Whoever sends these {@code Authorization} headers: exactly one, of the Bearer scheme. */
  public Optional<Caller> bearer(List<String> authorization) {
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    String text = authorization.get(0);
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? bearer(text.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  @Override
  public Optional<Pass> show(String token) {
    return bearer(token).map(Pass.class::cast);
  }

  boolean stands(Optional<Token> token) {
    return token.isPresent()
        ? table.holds(token.get()) && !token.get().isExpired(clock.wallMs())
        : isOpen();
  }

  boolean strangersOperate() {
    return strangersOperate;
  }

  /** Counts a desk in, unless its token has brought in too many. */
  boolean enter(Token token) {
    int now = desks.merge(token.id(), 1, Integer::sum);
    if (now > maxDesksPerToken) {
      leave(token);
      return false;
    }
    return true;
  }

  void leave(Token token) {
    desks.computeIfPresent(token.id(), (id, count) -> count > 1 ? count - 1 : null);
  }
}
