package io.driftgate.dashboards;

import io.driftgate.core.GateView;
import io.driftgate.core.signal.GateSignal;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: Prometheus text, OpenMetrics or protobuf, as the request accepts. A scrape
 * costs the gate loop some turns that read its views; rendering is a worker's business.
 *
 * <p>While the gate loop stalls, scrapes wait for it. At most {@value #MAX_WAITING} do; the others
 * are answered 503 and counted.
 */
public final class MetricsRoute {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsRoute.class);
  private static final int MAX_WAITING = 4;

  private final GateReader gate;
  private final Supplier<Future<MonitorReading>> monitor;
  private final Supplier<FeedFigures> feed;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final TransitionTally tally = new TransitionTally();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param gateLoop where {@code view} may be read
   * @param monitor asked on the loop that serves the request; completes on any
   * @param feed what it says of itself; asked on a worker thread
   */
  public MetricsRoute(
      Context gateLoop,
      GateView view,
      Supplier<Future<MonitorReading>> monitor,
      Supplier<FeedFigures> feed) {
    gate = new GateReader(gateLoop, view);
    this.monitor = monitor;
    this.feed = feed;
  }

  /**
   * Counts a transition. Any thread.
   *
   * @param decisionNanos from the input's arrival to the signal
   */
  public void onTransition(GateSignal signal, long decisionNanos) {
    tally.count(signal, decisionNanos);
  }

  /** Adds the route. */
  public void mount(Router router) {
    router.get("/metrics").handler(this::scrape);
  }

  private void scrape(RoutingContext request) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      refused.incrementAndGet();
      request.response().setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "1");
      end(request, Buffer.buffer("too many scrapes wait for the gate loop\n"));
      return;
    }
    Context here = request.vertx().getOrCreateContext();
    ExpositionFormatWriter writer = formats.findWriter(request.request().getHeader("Accept"));
    readFor(here)
        .compose(said -> monitorFor(here).map(own -> new Readings(said, own)))
        .compose(readings -> here.executeBlocking(() -> render(readings, writer), false))
        .onComplete(done -> waiting.decrementAndGet())
        .onSuccess(body -> answer(request, writer, body))
        .onFailure(request::fail);
  }

  /** Reads on the gate loop and comes back; what the reading throws is the future's failure. */
  private Future<GateReading> readFor(Context here) {
    Promise<GateReading> back = Promise.promise();
    gate.read()
        .onComplete(
            (reading, failure) -> here.runOnContext(again -> back.complete(reading, failure)));
    return back.future();
  }

  /** The future of whoever counts may complete elsewhere; the answer is written here. */
  private Future<MonitorReading> monitorFor(Context here) {
    Promise<MonitorReading> back = Promise.promise();
    monitor
        .get()
        .onComplete(
            (reading, failure) -> here.runOnContext(again -> back.complete(reading, failure)));
    return back.future();
  }

  private record Readings(GateReading gate, MonitorReading monitor) {}

  private Buffer render(Readings readings, ExpositionFormatWriter writer) throws IOException {
    Exposition exposition =
        new Exposition()
            .add(readings.gate())
            .add(readings.monitor())
            .add(feed.get(), System.currentTimeMillis())
            .counter(ExportedMetric.SCRAPES_REFUSED, (double) refused.get());
    List<MetricSnapshot> snapshots = new ArrayList<>(exposition.snapshots());
    snapshots.addAll(tally.snapshots());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.write(body, new MetricSnapshots(snapshots));
    return Buffer.buffer(body.toByteArray());
  }

  private static void answer(RoutingContext request, ExpositionFormatWriter writer, Buffer body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, writer.getContentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    end(request, body);
  }

  private static void end(RoutingContext request, Buffer body) {
    request
        .response()
        .end(body)
        .onFailure(gone -> LOG.debug("a scrape was not received: {}", gone.getMessage()));
  }
}
