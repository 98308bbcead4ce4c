package io.driftgate.feed.rest;

import io.driftgate.feed.frame.ProblemJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Answers with an error. */
public final class Problem {
  private Problem() {}

  /** Sends RFC 9457 problem details, unless an answer has begun already. */
  public static void send(HttpServerResponse response, int code, String detail) {
    send(response, code, detail, List.of());
  }

  /** The same, with each mistake for itself. */
  public static void send(
      HttpServerResponse response, int code, String detail, List<ProblemJson.Mistake> mistakes) {
    if (response.headWritten() || response.closed()) {
      return;
    }
    String title = HttpResponseStatus.valueOf(code).reasonPhrase();
    response
        .setStatusCode(code)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(ProblemJson.of(code, title, detail, mistakes)));
  }

  /** The same, and ends the connection. */
  public static void sendAndClose(HttpServerResponse response, int code, String detail) {
    response.putHeader(HttpHeaders.CONNECTION, "close");
    send(response, code, detail);
  }

  /**
   * Text of a request that may be repeated in an answer: short, and of harmless characters only.
   */
  public static String echo(String text) {
    String shown = text.length() > 64 ? text.substring(0, 64) : text;
    return shown.replaceAll("[^A-Za-z0-9._:*-]", "?");
  }
}
