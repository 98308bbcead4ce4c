package io.driftgate.feed.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.feed.frame.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;

/** Answers with JSON. */
final class Answers {
  private Answers() {}

  /** How one item is written. */
  @FunctionalInterface
  interface Encoder<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  static void json(RoutingContext request, byte[] body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(body));
  }

  static <T> void items(RoutingContext request, List<T> items, Encoder<T> encoder) {
    json(
        request,
        Json.object(
            json -> {
              json.writeArrayFieldStart("items");
              for (T item : items) {
                encoder.write(json, item);
              }
              json.writeEndArray();
            }));
  }

  static <T> void item(RoutingContext request, T item, Encoder<T> encoder) {
    json(request, Json.bytes(json -> encoder.write(json, item)));
  }
}
