package io.driftgate.feed.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class HistogramJsonTest {
  private static String fields(Histogram histogram, HistogramJson.Unit unit) {
    String json = new String(HistogramJson.of(histogram, unit), StandardCharsets.UTF_8);
    assertThat(json).contains("\"hdr\":\"");
    return json.substring(0, json.indexOf(",\"hdr\""));
  }

  @Test
  void shouldGiveMillisecondsOfMicroseconds() {
    Histogram histogram = new Histogram(3_600_000_000L, 3);
    histogram.recordValue(250);
    histogram.recordValue(1_000);
    assertThat(fields(histogram, HistogramJson.Unit.MS))
        .isEqualTo(
            "{\"count\":2,\"unit\":\"ms\",\"minMs\":0.25,\"p50Ms\":0.25,\"p90Ms\":1,"
                + "\"p99Ms\":1,\"p999Ms\":1,\"maxMs\":1,\"meanMs\":0.625");
  }

  @Test
  void shouldGiveBlocksAsTheyAre() {
    Histogram histogram = new Histogram(3_600_000_000L, 3);
    histogram.recordValue(64);
    assertThat(fields(histogram, HistogramJson.Unit.BLOCKS))
        .startsWith("{\"count\":1,\"unit\":\"blocks\",\"minMs\":64,\"p50Ms\":64,");
  }

  @Test
  void shouldGiveNoTimesWithoutValues() {
    assertThat(fields(new Histogram(3), HistogramJson.Unit.MS))
        .isEqualTo("{\"count\":0,\"unit\":\"ms\"");
  }
}
