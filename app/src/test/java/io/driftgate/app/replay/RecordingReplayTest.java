package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.journal.recording.CoreVersion;
import io.driftgate.journal.recording.FileStart;
import io.driftgate.journal.recording.Gap;
import io.driftgate.journal.recording.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was recorded of random worlds is replayed, from the first file and from later ones. */
final class RecordingReplayTest {
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(20);

  private static final long FILE_BYTES = 1;
  private static final int LATER = 3;

  /** A world in which nobody restarts the gate. */
  private static final long LONG_LIVES = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 6})
  void shouldTellAgainWhatWasToldLive(long seed) throws IOException {
    RecordedWorld world = RecordedWorld.run(seed, LENGTH_NANOS, folder, FILE_BYTES);
    List<Path> files = RecordingFiles.list(folder);

    assertThat(files).hasSizeGreaterThan(2);
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

  @Test
  void shouldGoOnFromTheNextSnapshotWhereAFileIsMissing() throws IOException {
    RecordedWorld.run(LONG_LIVES, LENGTH_NANOS, folder, FILE_BYTES);
    List<Path> files = new ArrayList<>(RecordingFiles.list(folder));
    assertThat(files).hasSizeGreaterThan(2);
    files.remove(files.size() / 2);

    Played played = play(files, new ArrayList<>());

    assertThat(played.replay.difference()).isEmpty();
    assertThat(played.replay.uncompared()).isZero();
  }

  @Test
  void shouldReplayUpToWhereATailIsTorn() throws IOException {
    RecordedWorld.run(LONG_LIVES, LENGTH_NANOS, folder, FILE_BYTES);
    List<Path> files = RecordingFiles.list(folder);
    Path last = files.get(files.size() - 1);
    byte[] whole = Files.readAllBytes(last);
    Random random = new Random(11);
    for (int i = 0; i < 8; i++) {
      Files.write(last, Arrays.copyOf(whole, random.nextInt(whole.length)));
      RecordingSet set = RecordingSet.of(List.of(folder));
      Played played = play(set.files(), new ArrayList<>());
      assertThat(played.replay.difference()).isEmpty();
      assertThat(set.files().size() + set.unreadable().size()).isEqualTo(files.size());
    }
  }

  @Test
  void shouldCompareNothingBehindAGap() throws IOException {
    RecordedWorld.run(LONG_LIVES, LENGTH_NANOS, folder, FILE_BYTES);
    Path first = RecordingFiles.list(folder).get(0);
    Spoilt spoilt = new Spoilt(true);

    Played played = play(List.of(first), new ArrayList<>(), spoilt);

    assertThat(played.replay.difference()).isEmpty();
    assertThat(played.replay.uncompared()).isPositive();
    assertThat(played.notes).anyMatch(note -> note.contains("items are missing"));
  }

  @Test
  void shouldNameTheFirstDifference() throws IOException {
    RecordedWorld.run(LONG_LIVES, LENGTH_NANOS, folder, FILE_BYTES);
    Path first = RecordingFiles.list(folder).get(0);

    Played played = play(List.of(first), new ArrayList<>(), new Spoilt(false));

    assertThat(played.replay.difference())
        .hasValueSatisfying(how -> assertThat(how).startsWith("after ").contains("equal"));
  }

  /** Leaves out all heads from some time on, with or without saying so. */
  private static final class Spoilt implements Deck {
    private static final int FROM = 100;

    private final boolean says;
    private Deck deck;
    private long items;

    Spoilt(boolean says) {
      this.says = says;
    }

    @Override
    public void begins(FileStart start, boolean goesOn) throws IOException {
      deck.begins(start, goesOn);
    }

    @Override
    public void item(Object item) {
      items++;
      if (items == FROM && says) {
        deck.item(new Gap(1));
      }
      if (items < FROM || !(item instanceof HeadObserved)) {
        deck.item(item);
      }
    }
  }

  private static Played play(List<Path> files, List<GateSignal> told, Spoilt spoilt)
      throws IOException {
    List<String> notes = new ArrayList<>();
    LiveReplay replay = new LiveReplay(CoreVersion.read(), new Tally(), told::add, notes::add);
    spoilt.deck = replay;
    new Tape(files, notes::add, (file, of, part, inputs) -> {}).play(spoilt);
    return new Played(replay, notes);
  }

  private record Played(LiveReplay replay, List<String> notes) {}

  private static Played play(List<Path> files, List<GateSignal> told) throws IOException {
    List<String> notes = new ArrayList<>();
    LiveReplay replay = new LiveReplay(CoreVersion.read(), new Tally(), told::add, notes::add);
    new Tape(files, notes::add, (file, of, part, inputs) -> {}).play(replay);
    return new Played(replay, notes);
  }
}
