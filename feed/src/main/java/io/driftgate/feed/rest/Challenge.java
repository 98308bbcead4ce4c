package io.driftgate.feed.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Asks for a token (RFC 6750). */
public final class Challenge {
  private static final String NO_GOOD = "the token is unknown or has expired";

  private Challenge() {}

  /**
   * Answers 401.
   *
   * @param nothingShown whether no token came at all; else the one that came is no good
   */
  public static void send(HttpServerResponse response, boolean nothingShown) {
    ask(response, nothingShown);
    Problem.send(
        response, 401, nothingShown ? "a token is needed: Authorization: Bearer …" : NO_GOOD);
  }

  /** The same of a token that is no good, and ends the connection. */
  public static void sendAndClose(HttpServerRequest request) {
    ask(request.response(), false);
    Problem.sendAndClose(request, 401, NO_GOOD);
  }

  private static void ask(HttpServerResponse response, boolean nothingShown) {
    String error = nothingShown ? "" : ", error=\"invalid_token\"";
    response.putHeader("WWW-Authenticate", "Bearer realm=\"driftgate\"" + error);
  }
}
