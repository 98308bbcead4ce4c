package io.driftgate.feed.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is let in, and how.
 *
 * @param tokens none: everybody
 * @param tls empty: unencrypted
 * @param allowedOrigins of pages from elsewhere, as browsers write them: {@code https://host:port},
 *     the scheme's own port left out
 * @param thisMachineOnly whether the server listens on loopback
 */
public record FeedAccess(
    List<Token> tokens,
    Optional<TlsFiles> tls,
    Set<String> allowedOrigins,
    boolean thisMachineOnly) {
  /** Everybody on this machine. */
  public static final FeedAccess LOOPBACK =
      new FeedAccess(List.of(), Optional.empty(), Set.of(), true);

  public FeedAccess {
    tokens = List.copyOf(tokens);
    allowedOrigins = Set.copyOf(allowedOrigins);
  }
}
