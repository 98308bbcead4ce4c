package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.journal.Row;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at random moments while markets move: whatever a desk has seen open stands
 * in the journal, and the journal holds.
 */
@Timeout(3_600)
final class JournalKillIT {
  /** {@code -Djournal.kills=500} for the soak. */
  private static final int KILLS =
      Integer.getInteger("journal.kills", System.getProperty("soak") == null ? 10 : 100);

  private static final int MOST_MS = 1_500;

  /** It lives for seconds only. */
  private static final List<String> QUICK =
      List.of("env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  private final Queue<JsonObject> seen = new ConcurrentLinkedQueue<>();

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        seen.add(new JsonObject(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  @Test
  void shouldHaveJournalledEveryOpeningThatADeskSawWheneverItIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (JournalStage stage = new JournalStage(folder, folder.resolve("data"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        stage.start(QUICK);
        WebSocket desk = listen(stage.feed());
        Thread stirring = stage.stir();
        if (kill == 0) {
          stage.awaitQuotes("M1", "OPEN");
        }
        Thread.sleep(random.nextInt(MOST_MS));
        stage.program().process().destroyForcibly().waitFor();
        stirring.join(TimeUnit.SECONDS.toMillis(20));
        desk.abort();
        stage.mustHold();
      }
      stage.start(QUICK);
      stage.awaitQuotes("M0", "OPEN");
      stage.program().kill();
      check(stage.rows(), seed);
    }
  }

  private WebSocket listen(String url) throws Exception {
    WebSocket desk =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("driftgate.v1")
            .buildAsync(URI.create(url), new Ear())
            .get(20, TimeUnit.SECONDS);
    desk.sendText("{\"op\":\"subscribe\"}", true).get(20, TimeUnit.SECONDS);
    return desk;
  }

  private void check(List<Row> rows, long seed) {
    int openings = 0;
    for (JsonObject frame : seen) {
      if ("transition".equals(frame.getString("type")) && relaxes(frame)) {
        openings++;
        assertThat(rows)
            .as("seed %d: %s", seed, frame)
            .anyMatch(row -> row.kind().equals("opening") && allows(row, frame));
      }
    }
    assertThat(openings).as("openings that desks saw").isPositive();
    assertThat(rows)
        .filteredOn(row -> row.kind().equals("start") && row.id() > 1)
        .isNotEmpty()
        .allMatch(row -> ended(row).equals("DIED"));
    assertThat(rows.get(rows.size() - 1).kind()).isEqualTo("stop");
  }

  private static String ended(Row start) {
    return JournalStage.said(start).getJsonObject("lastRun").getString("ended");
  }

  private static boolean relaxes(JsonObject transition) {
    String to = transition.getJsonObject("quotes").getString("to");
    return !to.equals("WITHDRAW")
        && !to.equals(transition.getJsonObject("quotes").getString("from"));
  }

  private static boolean allows(Row row, JsonObject frame) {
    JsonObject said = JournalStage.said(row);
    return row.epoch() == frame.getLong("epoch")
        && row.market().equals(frame.getString("market"))
        && said.getLong("version").equals(frame.getLong("version"))
        && said.getJsonObject("quotes").equals(frame.getJsonObject("quotes"));
  }
}
