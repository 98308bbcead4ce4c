package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.journal.recording.RecordingFiles;
import io.driftgate.journal.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code driftgate replay} says, of a recorded random world. */
final class ReplayJobTest {
  private static final long SEED = 3;
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long FILE_BYTES = 1 << 20;

  @TempDir private Path folder;

  /** Keeps all lines. */
  private static final class Pages implements ReplayJob.Voice {
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }

    @Override
    public void progress(String line) {}
  }

  private FleetPlan record() throws IOException {
    RecordedWorld.run(SEED, LENGTH_NANOS, folder, FILE_BYTES);
    try (RecordingReader reader = RecordingReader.open(RecordingFiles.list(folder).get(0))) {
      return reader.start().plan();
    }
  }

  private Pages play(Optional<FleetPlan> plan, Optional<FleetPlan> against, boolean suggest)
      throws IOException {
    Pages pages = new Pages();
    boolean holds =
        ReplayJob.run(new ReplayJob.Request(List.of(folder), plan, against, false, suggest), pages);
    assertThat(holds).isTrue();
    return pages;
  }

  @Test
  void shouldSayThatAllIsAsItWas() throws IOException {
    FleetPlan plan = record();
    assertThat(play(Optional.empty(), Optional.empty(), false).lines)
        .anyMatch(line -> line.contains("byte for byte; 0 could not be compared"))
        .noneMatch(line -> line.contains("DIFFERENCE"));
    assertThat(play(Optional.of(plan), Optional.empty(), false).lines)
        .anyMatch(line -> line.contains("byte for byte"));
  }

  @Test
  void shouldJudgeAnewUnderAnotherPlan() throws IOException {
    FleetPlan plan = record();
    List<MarketPlan> fewer = plan.markets().subList(0, 1);
    FleetPlan other = new FleetPlan(plan.chains(), plan.nodes(), fewer);
    assertThat(play(Optional.of(other), Optional.empty(), false).lines)
        .anyMatch(line -> line.contains("judged anew, from cold"))
        .noneMatch(line -> line.contains("byte for byte"));
  }

  @Test
  void shouldFindNoDifferenceBetweenAPlanAndItself() throws IOException {
    FleetPlan plan = record();
    assertThat(play(Optional.of(plan), Optional.of(plan), false).lines)
        .contains("only in A: 0 trips", "only in B: 0 trips")
        .filteredOn(line -> line.contains("; B ") || line.contains("same time"))
        .allMatch(line -> line.endsWith("at the same time"));
  }

  @Test
  void shouldSuggestForEachBound() throws IOException {
    FleetPlan plan = record();
    List<String> lines = play(Optional.of(plan), Optional.empty(), true).lines;
    assertThat(lines).anyMatch(line -> line.contains("seen p50"));
    assertThat(lines).anyMatch(line -> line.trim().startsWith("0.1/day: "));
  }

  @Test
  void shouldSayWhatIsNotThere() {
    ReplayJob.Request nowhere =
        new ReplayJob.Request(
            List.of(folder.resolve("x")), Optional.empty(), Optional.empty(), false, false);
    assertThatThrownBy(() -> ReplayJob.run(nowhere, new Pages()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no");
    ReplayJob.Request empty =
        new ReplayJob.Request(List.of(folder), Optional.empty(), Optional.empty(), false, false);
    assertThatThrownBy(() -> ReplayJob.run(empty, new Pages()))
        .hasMessageContaining("no recording");
  }
}
