package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.GateSignal;
import io.driftgate.journal.recording.CoreVersion;
import io.driftgate.journal.recording.RecordingFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was recorded of random worlds is replayed, from the first file and from later ones. */
final class RecordingReplayTest {
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(20);

  private static final long ROTATE_MS = 150;
  private static final int LATER = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 6})
  void shouldTellAgainWhatWasToldLive(long seed) throws IOException {
    RecordedWorld world = RecordedWorld.run(seed, LENGTH_NANOS, folder, ROTATE_MS);
    List<Path> files = RecordingFiles.list(folder);

    assertThat(world.transitions).isNotEmpty();
    assertThat(world.figures)
        .allSatisfy(
            figures -> {
              assertThat(figures.dropped()).isZero();
              assertThat(figures.differences()).isZero();
              assertThat(figures.errors()).isZero();
            });
    List<GateSignal> told = new ArrayList<>();
    Played whole = play(files, told);
    assertThat(whole.replay.difference()).isEmpty();
    assertThat(whole.replay.uncompared()).isZero();
    assertThat(whole.notes).isEmpty();
    assertThat(told).isEqualTo(world.transitions);
    for (int from = 1; from < files.size(); from += Math.max(1, files.size() / LATER)) {
      Played later = play(files.subList(from, files.size()), new ArrayList<>());
      assertThat(later.replay.difference()).isEmpty();
      assertThat(later.replay.uncompared()).isZero();
      assertThat(later.replay.compared()).isLessThanOrEqualTo(whole.replay.compared());
      assertThat(later.notes).isEmpty();
    }
  }

  private record Played(LiveReplay replay, List<String> notes) {}

  private static Played play(List<Path> files, List<GateSignal> told) throws IOException {
    List<String> notes = new ArrayList<>();
    LiveReplay replay = new LiveReplay(CoreVersion.read(), new Tally(), told::add, notes::add);
    new Tape(files, notes::add, (file, of, part, inputs) -> {}).play(replay);
    return new Played(replay, notes);
  }
}
