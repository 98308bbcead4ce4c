package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.journal.Row;
import io.driftgate.journal.recording.RecordingFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole gates over simulated nodes, recorded, ended and killed: and all of it once more. */
final class RecordingIT {
  private static final List<String> QUICK = List.of();
  private static final long LIMIT_S = 60;
  private static final int FILES = 3;

  @TempDir private Path folder;

  /** What a replay printed, and how it ended. */
  private record Replayed(int exit, List<JsonObject> lines, String errors) {
    JsonObject of(String type) {
      return lines.stream()
          .filter(line -> type.equals(line.getString("type")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + type + ": " + errors));
    }

    List<JsonObject> transitions(long epoch) {
      return lines.stream()
          .filter(line -> "transition".equals(line.getString("type")))
          .filter(line -> line.getLong("epoch") == epoch)
          .toList();
    }
  }

  @Test
  void shouldTellAgainWhatGatesToldLiveByteForByte() throws Exception {
    Path data = folder.resolve("data");
    try (JournalStage stage = new JournalStage(folder, data)) {
      Files.writeString(
          folder.resolve("gate.yaml"), "recordings: { rotate: 1s }\n", StandardOpenOption.APPEND);
      live(stage, data, FILES);
      stage.program().kill();
      live(stage, data, 2 * FILES);
      stage.program().process().destroyForcibly().waitFor();
      List<Row> rows = stage.rows();
      List<Path> files = RecordingFiles.list(RecordingFiles.in(data));

      Replayed whole = replay(data.toString());
      mustBeLive(whole);
      mustBeJournalled(whole, rows, 1);
      assertThat(whole.transitions(2)).isNotEmpty();

      Replayed later = replay(files.get(1).toString(), files.get(2).toString());
      mustBeLive(later);
      assertThat(later.of("live").getLong("equal")).isLessThan(whole.of("live").getLong("equal"));

      mustCompareAndSuggest(data);
    }
  }

  private void live(JournalStage stage, Path data, int files) throws Exception {
    stage.start(QUICK);
    stage.awaitQuotes("M1", "OPEN");
    while (!Files.isDirectory(RecordingFiles.in(data))
        || RecordingFiles.list(RecordingFiles.in(data)).size() <= files) {
      stage.force("M0");
      stage.lift("M0");
      stage.awaitQuotes("M0", "OPEN");
    }
  }

  private static void mustBeLive(Replayed replayed) {
    JsonObject live = replayed.of("live");
    assertThat(live.getString("firstDifference")).isNull();
    assertThat(live.getLong("equal")).isPositive();
    assertThat(live.getLong("notCompared")).isZero();
    assertThat(replayed.exit()).as(replayed.errors()).isZero();
  }

  /** Of a gate that ended cleanly every transition is in both, under the same number. */
  private static void mustBeJournalled(Replayed replayed, List<Row> rows, long epoch) {
    List<JsonObject> journalled =
        rows.stream()
            .filter(row -> row.epoch() == epoch && row.kind().equals("transition"))
            .map(JournalStage::said)
            .toList();
    List<String> hashes = journalled.stream().map(row -> row.getString("rowHash")).toList();
    assertThat(hashes).isNotEmpty().doesNotContainNull();
    assertThat(replayed.transitions(epoch))
        .extracting(line -> line.getString("rowHash"))
        .isEqualTo(hashes);
  }

  private void mustCompareAndSuggest(Path data) throws Exception {
    String config = Files.readString(folder.resolve("gate.yaml"));
    Path tight = folder.resolve("tight.yaml");
    Files.writeString(tight, config.replace("withdraw: 5s", "widen: 500ms, withdraw: 5s"));

    Replayed compared =
        replay(
            data.toString(),
            "--config",
            folder.resolve("gate.yaml").toString(),
            "--against",
            tight.toString(),
            "--suggest");

    assertThat(compared.exit()).isZero();
    assertThat(compared.of("comparison").getJsonArray("onlyA"))
        .as("a bound more lets what a person ordered count for less, and nothing else")
        .allMatch(
            trip -> ((JsonObject) trip).getJsonArray("bounds").equals(JsonArray.of("OVERRIDE")));
    JsonObject suggestion = compared.of("suggestion");
    assertThat(suggestion.getString("bound")).isEqualTo("p/head.staleness");
    assertThat(suggestion.getDouble("worst")).isPositive().isLessThan(5_000);
  }

  private Replayed replay(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("replay", "--json"));
    all.addAll(List.of(arguments));
    Program program = Program.start(folder, all.toArray(String[]::new));
    List<JsonObject> lines =
        program.process().inputReader(StandardCharsets.UTF_8).lines().map(JsonObject::new).toList();
    assertThat(program.process().waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
    return new Replayed(program.process().exitValue(), lines, program.errors());
  }
}
