package io.driftgate.app.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes in, withdrawn quotes out: issue 2's end-to-end test, (a) to (g). */
class AnvilIT {
  private static final int DELAY_MS = 700;

  @TempDir Path folder;
  private AnvilStage stage;

  @BeforeEach
  void startNodes() throws Exception {
    stage = new AnvilStage(folder);
  }

  @AfterEach
  void stopNodes() throws Exception {
    stage.close();
  }

  @Test
  void shouldOpenAfterWarmUpAndHoldWhenAllNodesAgree() throws Exception {
    try (DeskProbe desk = stage.monitor("{ metric: quorum.agreement, withdraw: 0.9 }")) {
      assertThat(desk.quotes("M")).isEqualTo("WITHDRAW");
      long connectedMs = System.currentTimeMillis();
      JsonNode opened = desk.awaitQuotes("M", "OPEN");
      assertThat(opened.get("atMs").asLong() - connectedMs)
          .as("not before the hold, counted from before warm-up")
          .isGreaterThan(AnvilStage.HOLD_MS - 500);
      for (int i = 1; i <= 4; i++) {
        assertThat(desk.node("n" + i).get("state").asText()).isEqualTo("IN_SYNC");
        assertThat(desk.node("n" + i).get("transport").asText()).isEqualTo("push");
        assertThat(desk.node("n" + i).get("family").asText()).isEqualTo("anvil");
      }
    }
  }

  @Test
  void shouldWithdrawForANodeThatIsSevenHundredMillisecondsBehind() throws Exception {
    try (DeskProbe desk =
        stage.monitor("{ metric: behind, scope: \"node:n4\", withdraw: 500ms }")) {
      desk.awaitQuotes("M", "OPEN");
      stage.proxyOfFour().delayMs(DELAY_MS);
      JsonNode withdrawn = desk.awaitQuotes("M", "WITHDRAW");
      JsonNode reason = withdrawn.get("reasons").get(0);
      assertThat(reason.get("metric").asText()).isEqualTo("behind");
      assertThat(reason.get("value").asDouble()).isGreaterThan(500);
      assertThat(reason.get("nodes").get(0).asText()).isEqualTo("n4");
    }
  }

  @Test
  void shouldMeasureTheDriftOfADelayedNode() throws Exception {
    stage.proxyOfFour().delayMs(DELAY_MS);
    try (DeskProbe desk = stage.monitor("")) {
      String query = "/v1/histograms?metric=arrival.drift&scope=node:n4&window=all";
      Patience.until("20 blocks", () -> desk.get(query).path("count").asLong() >= 20);
      double uncertaintyMs = desk.node("n4").path("drift").path("uncertaintyP50Ms").asDouble();
      assertThat(desk.get(query).get("p50Ms").asDouble())
          .isCloseTo(DELAY_MS, within(uncertaintyMs + 50));
      assertThat(desk.get(query.replace("n4", "n1")).get("p50Ms").asDouble()).isLessThan(50);
    }
  }

  @Test
  void shouldCountAStoppedNodeAsUnknownAndNotAgreeing() throws Exception {
    try (DeskProbe desk = stage.monitor("{ metric: quorum.agreement, withdraw: 0.9 }")) {
      desk.awaitQuotes("M", "OPEN");
      stage.anvil(3).signal("STOP");
      JsonNode withdrawn = desk.awaitQuotes("M", "WITHDRAW");
      assertThat(withdrawn.get("reasons").get(0).get("nodes").get(0).asText()).isEqualTo("n3");
      Patience.until(
          "n3 is UNKNOWN", () -> desk.node("n3").get("state").asText().equals("UNKNOWN"));
      assertThat(desk.node("n3").has("behindMs")).as("never lag 0").isFalse();
      JsonNode chain = desk.get("/v1/chains/dev");
      assertThat(chain.get("agreement").asDouble()).isEqualTo(0.75);
      assertThat(chain.get("observers").asInt()).isEqualTo(3);
      stage.anvil(3).signal("CONT");
    }
  }

  @Test
  void shouldWithdrawWhenOneNodesStateRootDivergesForLongerThanTheGrace() throws Exception {
    try (DeskProbe desk = stage.monitor("{ metric: diverged, withdraw: 1/5 }")) {
      desk.awaitQuotes("M", "OPEN");
      stage.anvil(4).sendLocalTransaction();
      long sentMs = System.currentTimeMillis();
      JsonNode withdrawn = desk.awaitQuotes("M", "WITHDRAW");
      assertThat(withdrawn.get("reasons").get(0).get("metric").asText()).isEqualTo("diverged");
      assertThat(withdrawn.get("reasons").get(0).get("value").asDouble()).isEqualTo(0.25);
      assertThat(withdrawn.get("atMs").asLong() - sentMs).as("grace").isGreaterThan(1_000);
      assertThat(desk.node("n4").get("state").asText()).isEqualTo("DIVERGED");
      assertThat(desk.node("n1").get("state").asText()).isEqualTo("IN_SYNC");
      assertThat(desk.node("n4").get("stateRoot")).isNotEqualTo(desk.node("n1").get("stateRoot"));
    }
  }

  @Test
  void shouldWithdrawForStalenessAtItsDeadlineAndOpenOnlyAfterHoldAndBlocks() throws Exception {
    try (DeskProbe desk = stage.monitor("")) {
      desk.awaitQuotes("M", "OPEN");
      stage.mining(false);
      JsonNode withdrawn = desk.awaitQuotes("M", "WITHDRAW");
      assertThat(withdrawn.get("reasons").get(0).get("metric").asText())
          .isEqualTo("head.staleness");
      long waitedMs = withdrawn.get("atMs").asLong() - stage.lastMinedMs();
      assertThat(waitedMs)
          .isBetween(AnvilStage.STALENESS_BOUND_MS, AnvilStage.STALENESS_BOUND_MS + 500);
      assertThat(withdrawn.get("cause").get("kind").asText()).isEqualToIgnoringCase("deadline");

      long resumedMs = System.currentTimeMillis();
      stage.mining(true);
      JsonNode opened = desk.awaitQuotes("M", "OPEN");
      assertThat(opened.get("atMs").asLong() - resumedMs)
          .isBetween(AnvilStage.HOLD_MS, 2 * AnvilStage.HOLD_MS + 2_000);
    }
  }

  @Test
  void shouldReportTheFinalityLagThatAnvilReports() throws Exception {
    try (DeskProbe desk = stage.monitor("{ metric: finality.lag, unit: blocks, withdraw: 64 }")) {
      desk.awaitQuotes("M", "OPEN");
      stage.mining(false);
      long latest = stage.anvil(1).height("latest");
      long finalized = stage.anvil(1).height("finalized");
      assertThat(latest).isGreaterThan(finalized);
      Patience.until(
          "the monitor has seen it",
          () -> desk.get("/v1/chains/dev").path("finalizedHeight").asLong() == finalized);
      assertThat(desk.get("/v1/chains/dev").get("finalityLagBlocks").asLong())
          .isEqualTo(latest - finalized);
    }
  }
}
