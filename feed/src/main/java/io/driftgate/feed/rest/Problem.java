package io.driftgate.feed.rest;

import io.driftgate.feed.frame.ProblemJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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
    if (!response.headWritten() && !response.closed()) {
      Future<Void> unused = answer(response, code, detail, mistakes);
    }
  }

  private static Future<Void> answer(
      HttpServerResponse response, int code, String detail, List<ProblemJson.Mistake> mistakes) {
    String title = HttpResponseStatus.valueOf(code).reasonPhrase();
    return response
        .setStatusCode(code)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(ProblemJson.of(code, title, detail, mistakes)));
  }

  /**
   * The same, and ends the connection: who only says that it ends leaves that to the other side,
   * and a hostile one keeps it until it has idled too long.
   */
  public static void sendAndClose(HttpServerRequest request, int code, String detail) {
    HttpServerResponse response = request.response();
    if (!response.headWritten() && !response.closed()) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
      answer(response, code, detail, List.of()).onComplete(sent -> request.connection().close());
    }
  }

  /**
   * Text of a request that may be repeated in an answer: short, and of harmless characters only.
   */
  public static String echo(String text) {
    String shown = text.length() > 64 ? text.substring(0, 64) : text;
    return shown.replaceAll("[^A-Za-z0-9._:*-]", "?");
  }
}
