package io.driftgate.feed.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.yaml} and {@code /asyncapi.yaml}: what REST and the feed look like. */
final class DescriptionRoutes {
  private DescriptionRoutes() {}

  static void mount(Router router) {
    serve(router, "openapi.yaml");
    serve(router, "asyncapi.yaml");
  }

  private static void serve(Router router, String name) {
    Buffer text = Buffer.buffer(read(name));
    router
        .get("/" + name)
        .handler(
            request ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .end(text));
  }

  private static byte[] read(String name) {
    try (InputStream in = DescriptionRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar can't be read", e);
    }
  }
}
