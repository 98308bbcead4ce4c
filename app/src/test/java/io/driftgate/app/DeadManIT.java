package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gate in a process of its own, and a venue whose timer withdraws what the gate falls silent on.
 */
@Timeout(180)
final class DeadManIT {
  /** Longer than the staleness that the stage's markets bear. */
  private static final long STOPPED_MS = 7_000;

  @TempDir private Path folder;

  @BeforeEach
  void keepSecret() throws Exception {
    Path secret = folder.resolve("venue-secret");
    Files.writeString(secret, "not-a-real-secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private JournalStage stage(TimerVenue venue) throws Exception {
    return new JournalStage(
        folder,
        folder.resolve("data"),
        """
        hooks:
          - id: venue
            kind: bitmex
            markets: ["*"]
            on: [withdraw]
            url: 'http://127.0.0.1:%d'
            key: desk
            secret: "${file:venue-secret}"
            symbols: ["*"]
            deadMan: { timeout: 5s, refresh: 1s }
        """
            .formatted(venue.port()));
  }

  private static void awaitAllOpen(JournalStage stage) throws Exception {
    for (String market : List.of("M0", "M1", "M2", "M3")) {
      stage.awaitQuotes(market, "OPEN");
    }
  }

  @Test
  void shouldLeaveTheTimerToFireWhenTheProcessStandsStillAndJudgeBeforeItIsSetAgain()
      throws Exception {
    try (TimerVenue venue = new TimerVenue();
        JournalStage stage = stage(venue)) {
      stage.start(List.of());
      assertThat(venue.log()).as("nothing is armed before it may be quoted").doesNotContain("arm");
      awaitAllOpen(stage);
      stage.await("refreshes", () -> count(venue, "arm") >= 3);
      assertThat(venue.log()).doesNotContain("fired");

      long stoppedNanos = System.nanoTime();
      stage.program().signal("STOP");
      stage.await("the timer", () -> count(venue, "fired") == 1);
      long restMs = STOPPED_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedNanos);
      Thread.sleep(Math.max(0, restMs));
      int before = venue.log().size();
      stage.program().signal("CONT");

      stage.await("the withdrawal", () -> after(venue, before).contains("cancel"));
      assertThat(after(venue, before).get(0))
          .as("judged before it is set again")
          .isEqualTo("cancel");
      awaitAllOpen(stage);
      stage.await("the timer again", () -> after(venue, before).contains("arm"));
      stage.program().kill();
      stage.await("a stop disarms nothing", () -> count(venue, "fired") == 2);
    }
  }

  @Test
  void shouldWithdrawWhatTheVenueProtectsNoMore() throws Exception {
    try (TimerVenue venue = new TimerVenue();
        JournalStage stage = stage(venue)) {
      stage.start(List.of());
      awaitAllOpen(stage);
      stage.await("a timer", () -> count(venue, "arm") >= 1);
      int before = venue.log().size();
      venue.refuse();
      stage.awaitQuotes("M0", "WITHDRAW");
      JsonObject market = new JsonObject(stage.get("v1/markets/M0").body());
      JsonObject reason = market.getJsonArray("reasons").getJsonObject(0);
      assertThat(reason.getString("bound")).isEqualTo("UNPROTECTED");
      assertThat(reason.getString("note")).startsWith("venue: ");
      stage.await("the withdrawal", () -> after(venue, before).contains("cancel"));
      stage.program().kill();
    }
  }

  private static long count(TimerVenue venue, String what) {
    return venue.log().stream().filter(what::equals).count();
  }

  private static List<String> after(TimerVenue venue, int before) {
    List<String> log = venue.log();
    return log.subList(before, log.size());
  }
}
