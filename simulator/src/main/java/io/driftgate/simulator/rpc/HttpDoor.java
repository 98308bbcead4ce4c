package io.driftgate.simulator.rpc;

import io.driftgate.simulator.node.Reach;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** JSON-RPC over HTTP POST of one node. On the fleet's loop. */
final class HttpDoor {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;

  private final NodeDesk desk;
  private final Tally tally;

  HttpDoor(NodeDesk desk, Tally tally) {
    this.desk = desk;
    this.tally = tally;
  }

  void onRequest(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      ended(request.response().setStatusCode(METHOD_NOT_ALLOWED).end());
      return;
    }
    Buffer body = Buffer.buffer();
    request.exceptionHandler(broken -> tally.drop());
    request.handler(part -> collect(request, body, part));
    request.endHandler(end -> answer(request, body));
  }

  private void collect(HttpServerRequest request, Buffer body, Buffer part) {
    if (request.response().ended()) {
      return;
    }
    if (body.length() + part.length() > RpcDesk.MAX_REQUEST_BYTES) {
      tally.drop();
      HttpServerResponse response = request.response().setStatusCode(TOO_LARGE);
      ended(response.putHeader("Connection", "close").end());
      return;
    }
    body.appendBuffer(part);
  }

  private void answer(HttpServerRequest request, Buffer body) {
    if (request.response().ended()) {
      return;
    }
    if (desk.reach() != Reach.ANSWERS) {
      desk.hold(() -> ended(request.connection().close()));
      return;
    }
    desk.answer(body.getBytes(), Subscriptions.NONE)
        .ifPresentOrElse(
            response -> ended(json(request).end(Buffer.buffer(response))),
            () -> ended(request.response().setStatusCode(NO_CONTENT).end()));
  }

  private static HttpServerResponse json(HttpServerRequest request) {
    return request.response().setStatusCode(OK).putHeader("Content-Type", "application/json");
  }

  private void ended(Future<Void> written) {
    // Who asked may be gone; that is theirs to know.
    written.onFailure(gone -> tally.drop());
  }
}
