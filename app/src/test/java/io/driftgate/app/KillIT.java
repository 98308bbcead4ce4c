package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.HookReceiver.Heard;
import io.driftgate.journal.Row;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at every named point of the way from the signal to the hooks' word, and at
 * random moments, while markets move and the receiver is moody. Then: the journal holds; whatever a
 * desk or a hook has heard open stands in it; every journalled transition reached each hook, or a
 * newer one did; ids are stable; nothing that opens came after what restricts and was taken.
 */
@Timeout(7_200)
final class KillIT {
  /** {@code -Dkills=500} for the soak; at least two thirds of them at named points. */
  private static final int KILLS =
      Integer.getInteger("kills", System.getProperty("soak") == null ? 40 : 500);

  private static final int MOST_MS = 1_200;
  private static final int MOST_TIMES = 10;

  /** It lives for seconds only. */
  private static final List<String> QUICK =
      List.of("env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Queue<JsonObject> seen = new ConcurrentLinkedQueue<>();
  private final Set<String> reached = new TreeSet<>();

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
  void shouldLoseNothingWhereverItIsKilled() throws Exception {
    try (HookReceiver receiver = new HookReceiver(seed);
        JournalStage stage =
            new JournalStage(folder, folder.resolve("data"), hooks(receiver.port()))) {
      for (int kill = 0; kill < KILLS; kill++) {

        if (kill % 3 == 2) {
          killAnytime(stage);
        } else {
          int turn = kill - kill / 3;
          killAt(stage, KillPoint.ALL.get(turn % KillPoint.ALL.size()));
        }
        stage.mustHold();
      }
      receiver.calm();
      stage.start(QUICK);
      stage.awaitQuotes("M0", "OPEN");
      stage.await("an empty outbox", () -> stage.outbox().isEmpty());
      stage.program().kill();
      stage.mustHold();
      checkDesks(stage.rows());
      checkHooks(stage.rows(), receiver.heard());
      assertThat(reached)
          .as("seed %d", seed)
          .hasSize(Math.min(KillPoint.ALL.size(), KILLS - KILLS / 3));
    }
  }

  private static String hooks(int port) {
    return """
    hooks:
      - { id: latest, kind: webhook, markets: ["*"], on: [withdraw, widen, open], url: 'http://127.0.0.1:%d/latest' }
      - { id: all, kind: webhook, markets: ["M*"], on: [withdraw, open], deliver: all, timeout: 250ms, url: 'http://127.0.0.1:%d/all' }
    """
        .formatted(port, port);
  }

  private void killAnytime(JournalStage stage) throws Exception {
    stage.launch(QUICK);
    stage.arrive();
    Life life = new Life(stage);
    Thread.sleep(random.nextInt(MOST_MS));
    stage.program().process().destroyForcibly().waitFor();
    life.end();
  }

  /** A point that is not reached in time is come to again, from the first time on. */
  private void killAt(JournalStage stage, KillPoint point) throws Exception {
    int port = KillPoint.freePort();
    stage.launch(KillPoint.under(port));
    boolean once = point.isOncePerRun();
    point.arm(stage.program().process(), port, once ? 1 : 1 + random.nextInt(MOST_TIMES));
    if (stage.arrive()) {
      Life life = new Life(stage);
      if (stage.program().process().waitFor(10, TimeUnit.SECONDS)) {
        reached.add(point.toString());
      }
      stage.program().process().destroyForcibly().waitFor();
      life.end();
    } else {
      reached.add(point.toString());
    }
  }

  /** What goes on while a gate lives. */
  private final class Life {
    private final Thread stirring;
    private final Optional<WebSocket> desk;

    Life(JournalStage stage) {
      stirring = stage.stir();
      desk = listen(stage.feed());
    }

    void end() throws InterruptedException {
      stirring.join(TimeUnit.SECONDS.toMillis(20));
      desk.ifPresent(WebSocket::abort);
    }
  }

  /** Empty when the gate was killed before. */
  private Optional<WebSocket> listen(String url) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .subprotocols("driftgate.v1")
        .buildAsync(URI.create(url), new Ear())
        .thenCompose(desk -> desk.sendText("{\"op\":\"subscribe\"}", true))
        .handle((desk, gone) -> Optional.ofNullable(desk))
        .join();
  }

  private void checkDesks(List<Row> rows) {
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

  private void checkHooks(List<Row> rows, List<Heard> heard) {
    Map<String, Heard> byId = new HashMap<>();
    for (Heard one : heard) {
      Heard first = byId.putIfAbsent(one.id(), one);
      if (first != null) {
        assertThat(told(one)).as("seed %d: %s", seed, one.id()).isEqualTo(told(first));
      }
      if (!one.restricts()) {
        assertThat(rows)
            .as("seed %d: %s", seed, one.event())
            .anyMatch(row -> row.kind().equals("opening") && allows(row, one.data()));
      }
    }
    checkOrder(heard);
    int transitions = 0;
    for (Row row : rows) {
      if (row.kind().equals("transition")) {
        transitions++;
        assertThat(byId).as("seed %d", seed).containsKey(idOf(row, "all"));
        assertThat(heard)
            .as("seed %d: row %d or a newer one", seed, row.id())
            .anyMatch(one -> one.hook().equals("latest") && covers(one, row));
      }
    }
    assertThat(transitions).isPositive();
    assertThat(heard).as("of the latest").anyMatch(one -> one.hook().equals("latest"));
  }

  /** All of it but until when it holds. */
  private static JsonObject told(Heard heard) {
    JsonObject event = heard.event().copy();
    event.getJsonObject("data").remove("validUntilMs");
    return event;
  }

  private static String idOf(Row row, String hook) {
    return row.epoch() + "/" + row.seq() + "/" + hook;
  }

  private static boolean covers(Heard heard, Row row) {
    return heard.market().equals(row.market())
        && (heard.epoch() > row.epoch()
            || (heard.epoch() == row.epoch() && heard.seq() >= row.seq()));
  }

  /** Of each hook and market: nothing opens after what restricts and was taken. */
  private void checkOrder(List<Heard> heard) {
    Map<String, List<Heard>> taken = new HashMap<>();
    for (Heard one : heard) {
      List<Heard> before =
          taken.computeIfAbsent(one.hook() + " " + one.market(), any -> new ArrayList<>());
      if (one.opens()) {
        assertThat(before)
            .as("seed %d: %s", seed, one.event())
            .noneMatch(older -> older.restricts() && older.isNewerThan(one));
      }
      if (one.said()) {
        before.add(one);
      }
    }
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
