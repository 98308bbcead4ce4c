package io.driftgate.feed.rest;

import io.vertx.core.http.HttpServerResponse;

/** Asks for a token (RFC 6750). */
public final class Challenge {
  private Challenge() {}

  /**
   * Answers 401.
   *
   * @param nothingShown whether no token came at all; else the one that came is no good
   */
  public static void send(HttpServerResponse response, boolean nothingShown) {
    String error = nothingShown ? "" : ", error=\"invalid_token\"";
    response.putHeader("WWW-Authenticate", "Bearer realm=\"driftgate\"" + error);
    Problem.send(
        response,
        401,
        nothingShown
            ? "a token is needed: Authorization: Bearer …"
            : "the token is unknown or has expired");
  }
}
