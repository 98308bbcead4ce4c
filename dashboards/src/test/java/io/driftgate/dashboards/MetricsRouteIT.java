package io.driftgate.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsRouteIT {
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  private final Vertx vertx = Vertx.vertx();
  private final Vertx gateVertx = Vertx.vertx(); // so that no loop serves both
  private final Context gateLoop = gateVertx.getOrCreateContext();
  private final MetricsRoute metrics =
      new MetricsRoute(
          gateLoop, new FakeGate(), () -> Future.succeededFuture(monitor()), MetricsRouteIT::feed);
  private final LocalServer server = LocalServer.start(vertx, metrics::mount);

  private static FeedFigures feed() {
    Histogram drills = new Histogram(3);
    drills.recordValue(900);
    return new FeedFigures(
        17,
        Map.of("too_slow", 2L),
        Map.of("token", 3L),
        5,
        9,
        OptionalLong.of(Long.MAX_VALUE),
        new Histogram(3),
        drills);
  }

  @AfterEach
  void close() {
    gateVertx.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldRenderWhatTheGateBelieves() throws IOException, InterruptedException {
    metrics.onTransition(FakeGate.withdrawal(), 42_000);
    HttpResponse<String> scrape = server.send(server.request("/metrics"));
    assertThat(scrape.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(scrape.body().lines())
        .contains(
            "driftgate_node_up{chain=\"ethereum\",cluster=\"london\",node=\"geth-1\"} 1.0",
            "driftgate_node_up{chain=\"ethereum\",cluster=\"london\",node=\"geth-2\"} 0.0",
            "driftgate_node_head_height{chain=\"ethereum\",cluster=\"london\",node=\"geth-1\"} 120.0",
            "driftgate_node_behind_seconds{chain=\"ethereum\",cluster=\"london\",node=\"geth-1\"} 0.25",
            "driftgate_head_staleness_seconds{chain=\"ethereum\"} 1.5",
            "driftgate_quorum_agreement_ratio{chain=\"ethereum\"} 0.75",
            "driftgate_finality_lag_blocks{chain=\"ethereum\"} 64.0",
            "driftgate_market_quotes{market=\"ETH-PERP\",state=\"WIDEN\"} 1.0",
            "driftgate_market_quotes{market=\"ETH-PERP\",state=\"OPEN\"} 0.0",
            "driftgate_market_liquidations{market=\"ETH-PERP\",state=\"ENABLED\"} 1.0",
            "driftgate_transitions_total{liquidations=\"ENABLED\",market=\"ETH-PERP\",quotes=\"WITHDRAW\"} 1.0",
            "driftgate_arrival_drift_seconds_bucket{chain=\"ethereum\",le=\"0.001\"} 2",
            "driftgate_arrival_drift_seconds_bucket{chain=\"ethereum\",le=\"0.05\"} 3",
            "driftgate_arrival_drift_seconds_bucket{chain=\"ethereum\",le=\"+Inf\"} 4",
            "driftgate_arrival_drift_seconds_count{chain=\"ethereum\"} 4",
            "driftgate_decision_seconds_bucket{le=\"5.0E-5\"} 1",
            "driftgate_feed_subscribers 17.0",
            "driftgate_feed_events_total{event=\"too_slow\"} 2.0",
            "driftgate_feed_pending_bytes 5.0",
            "driftgate_feed_pending_most_bytes 9.0",
            "driftgate_drill_seconds_count 1");
  }

  @Test
  void shouldTellWhatTheMonitorCountsOfItself() throws IOException, InterruptedException {
    assertThat(server.send(server.request("/metrics")).body().lines())
        .contains(
            "driftgate_polls_total 1.0",
            "driftgate_polls_skipped_total 2.0",
            "driftgate_polls_spared_total 3.0",
            "driftgate_oversized_answers_total 4.0",
            "driftgate_headers_asked_total 5.0",
            "driftgate_headers_missed_total 6.0",
            "driftgate_pushed_heads_total 7.0",
            "driftgate_push_connects_total 8.0",
            "driftgate_push_silent_total 9.0",
            "driftgate_push_stray_messages_total 10.0",
            "driftgate_facts_dropped_total 11.0",
            "driftgate_journal_writable 1.0",
            "driftgate_journal_waiting 12.0",
            "driftgate_journal_rows_total 13.0",
            "driftgate_journal_dropped_total 14.0",
            "driftgate_journal_failures_total 19.0",
            "driftgate_journal_flush_seconds_count 1",
            "driftgate_hook_deliveries_total{hook=\"desk\",outcome=\"delivered\"} 4.0",
            "driftgate_hook_attempts_total{hook=\"desk\"} 15.0",
            "driftgate_hook_failures_total{hook=\"desk\"} 16.0",
            "driftgate_hook_late_total{hook=\"desk\"} 17.0",
            "driftgate_hook_taken_seconds_count{hook=\"desk\"} 1",
            "driftgate_hook_troubles_total{kind=\"LATE\"} 3.0",
            "driftgate_hook_dropped_total 18.0",
            "driftgate_recording_active 1.0",
            "driftgate_recording_items_total 21.0",
            "driftgate_recording_dropped_total 22.0",
            "driftgate_recording_bytes_total 23.0",
            "driftgate_recording_errors_total 24.0",
            "driftgate_recording_differences_total 25.0",
            "driftgate_gate_stall_seconds_bucket{le=\"0.015\"} 1",
            "driftgate_gate_stall_seconds_bucket{le=\"0.02\"} 2",
            "driftgate_gate_stall_seconds_count 2");
  }

  private static MonitorReading monitor() {
    Histogram stalls = new Histogram(2);
    stalls.recordValue(1_000);
    stalls.recordValue(19_000);
    return new MonitorReading(
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, stalls, journal(), hooks(), Optional.of(recording()));
  }

  private static RecordingReading recording() {
    return new RecordingReading(true, 21, 22, 23, 24, 25);
  }

  private static JournalReading journal() {
    Histogram flushes = new Histogram(2);
    flushes.recordValue(1_900);
    return new JournalReading(true, 12, 13, 14, 19, flushes);
  }

  private static HookReading hooks() {
    Histogram taken = new Histogram(2);
    taken.recordValue(900);
    return new HookReading(
        List.of(new HookReading.Hook("desk", 15, 16, 17, Map.of("delivered", 4L), taken)),
        Map.of("LATE", 3L),
        18);
  }

  @Test
  void shouldLeaveOutWhatNobodyKnows() throws IOException, InterruptedException {
    String text = server.send(server.request("/metrics")).body();
    assertThat(text)
        .doesNotContain("finality_lag_seconds", "poll_duration_seconds", "confirmation_seconds")
        .doesNotContain("node_head_height{chain=\"ethereum\",cluster=\"london\",node=\"geth-2\"");
  }

  @Test
  void shouldSpeakBothFormatsSoundly() throws IOException, InterruptedException {
    metrics.onTransition(FakeGate.withdrawal(), 42_000);
    HttpResponse<String> open =
        server.send(server.request("/metrics").header("Accept", OPEN_METRICS));
    assertThat(open.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
    assertThat(open.body()).endsWith("# EOF\n");
    ExpositionRules.check(open.body());
    ExpositionRules.check(server.send(server.request("/metrics")).body());
  }

  @Test
  void shouldRefuseAndCountWhenTooManyWaitForAStalledGateLoop()
      throws IOException, InterruptedException {
    CountDownLatch stall = new CountDownLatch(1);
    gateLoop.runOnContext(unused -> awaitUninterrupted(stall));
    List<CompletableFuture<HttpResponse<String>>> scrapes =
        IntStream.range(0, 5).mapToObj(i -> scrape()).toList();
    CompletableFuture<Object> first =
        CompletableFuture.anyOf(scrapes.toArray(CompletableFuture[]::new));
    assertThat(((HttpResponse<?>) first.orTimeout(5, TimeUnit.SECONDS).join()).statusCode())
        .isEqualTo(503);
    stall.countDown();
    List<Integer> codes = scrapes.stream().map(scrape -> scrape.join().statusCode()).toList();
    assertThat(codes).containsExactlyInAnyOrder(200, 200, 200, 200, 503);
    assertThat(server.send(server.request("/metrics")).body())
        .contains("driftgate_scrapes_refused_total 1.0");
  }

  private CompletableFuture<HttpResponse<String>> scrape() {
    return server.client().sendAsync(server.request("/metrics").build(), BodyHandlers.ofString());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
