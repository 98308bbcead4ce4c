package io.driftgate.dashboards;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page at {@code /} and its files. It holds no state and sees nothing of the gate: in the
 * browser it is a subscriber of the feed like any desk.
 *
 * <p>Handlers write buffers that are in memory; they may run on any loop.
 */
public final class LivePage {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

  /** Named, and not with the weight 0 that refuses it. */
  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  /** Nothing from elsewhere, nothing inline, no frame around it, no form that goes anywhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          // kept, but asked for each time: an upgrade must not meet half of the old page
          "Cache-Control", "no-cache",
          "Vary", "Accept-Encoding");

  private final List<PageAsset> assets;

  /**
   * Reads the page's files. Blocking; not for an event loop.
   *
   * @throws IllegalStateException if one is missing from the class path
   */
  public LivePage() {
    assets = PageAssets.load();
  }

  /** Adds {@code GET} and {@code HEAD} of every file. */
  public void mount(Router router) {
    for (PageAsset asset : assets) {
      router
          .route(asset.path())
          .method(HttpMethod.GET)
          .method(HttpMethod.HEAD)
          .handler(request -> serve(request, asset));
    }
  }

  private static void serve(RoutingContext request, PageAsset asset) {
    HttpServerResponse response = request.response();
    HEADERS.forEach(response::putHeader);
    response.putHeader(HttpHeaders.ETAG, asset.etag());
    if (asset.etag().equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304);
      end(response, Buffer.buffer());
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
    boolean gzip = acceptsGzip(request.request().headers());
    if (gzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    Buffer body = gzip ? asset.gzipped() : asset.plain();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    end(response, HttpMethod.HEAD.equals(request.request().method()) ? Buffer.buffer() : body);
  }

  private static boolean acceptsGzip(MultiMap headers) {
    String accepted = headers.get(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && GZIP.matcher(accepted).find();
  }

  private static void end(HttpServerResponse response, Buffer body) {
    response
        .end(body)
        .onFailure(gone -> LOG.debug("a file of the page was not received: {}", gone.getMessage()));
  }
}
