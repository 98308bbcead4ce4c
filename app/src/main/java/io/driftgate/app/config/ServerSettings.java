package io.driftgate.app.config;

import io.driftgate.feed.FeedLimits.Crowd;
import io.driftgate.feed.access.FeedAccess;
import java.util.List;

/**
 * Where desks and people come in, and who does.
 *
 * @param host a name or address to listen on
 * @param port 0 to 65,535; 0 takes a free one
 * @param access who is let in
 * @param crowd how many
 */
public record ServerSettings(String host, int port, FeedAccess access, Crowd crowd) {
  /** Only this machine: nobody needs a token there. */
  static final String DEFAULT_HOST = "127.0.0.1";

  static final int DEFAULT_PORT = 8080;

  /** Whether other machines are let in without a token or unencrypted. */
  public boolean isInsecure() {
    return !access.thisMachineOnly() && (access.tokens().isEmpty() || access.tls().isEmpty());
  }

  /** All but the tokens, which alone may change while the server runs. */
  public ServerSettings butTokens() {
    FeedAccess none =
        new FeedAccess(List.of(), access.tls(), access.allowedOrigins(), access.thisMachineOnly());
    return new ServerSettings(host, port, none, crowd);
  }

  /** What a browser's address begins with. */
  public String scheme() {
    return access.tls().isPresent() ? "https" : "http";
  }
}
