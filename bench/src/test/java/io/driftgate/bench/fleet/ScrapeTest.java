package io.driftgate.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScrapeTest {
  private static Scrape scrape(int skipped, int below10, int below20, int all) {
    return Scrape.read(
        Stream.of(
            "# HELP driftgate_polls_skipped_total words",
            "driftgate_polls_skipped_total " + skipped + ".0",
            "driftgate_node_up{chain=\"a\",cluster=\"x\",node=\"n-1\"} 1.0",
            "driftgate_node_up{chain=\"a\",cluster=\"x\",node=\"n-2\"} 1.0",
            "driftgate_node_state{chain=\"a\",cluster=\"x\",node=\"n-1\",state=\"IN_SYNC\"} 1.0",
            "driftgate_gate_stall_seconds_bucket{le=\"0.01\"} " + below10,
            "driftgate_gate_stall_seconds_bucket{le=\"0.02\"} " + below20,
            "driftgate_gate_stall_seconds_bucket{le=\"+Inf\"} " + all));
  }

  @Test
  void shouldSumOverNodesAndKeepStatesApart() {
    Scrape scrape = scrape(3, 0, 0, 0);
    assertThat(scrape.sum("node_up")).isEqualTo(2);
    assertThat(scrape.sum("node_state:IN_SYNC")).isEqualTo(1);
    assertThat(scrape.sum("never_heard_of")).isZero();
    assertThat(scrape.added("polls_skipped_total", scrape(1, 0, 0, 0))).isEqualTo(2);
  }

  @Test
  void shouldTakeQuantilesOfWhatCameSince() {
    Scrape before = scrape(0, 500, 500, 600);
    Scrape after = scrape(0, 1_490, 1_500, 1_600);
    assertThat(after.stallMs(0.5, before)).isEqualTo(10);
    assertThat(after.stallMs(0.99, before)).isEqualTo(10);
    assertThat(after.stallMs(0.999, before)).isEqualTo(20);
    assertThat(after.stallMs(1, before)).isEqualTo(20);
    assertThat(before.stallMs(0.999, scrape(0, 0, 0, 0))).isInfinite();
  }
}
