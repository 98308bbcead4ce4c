package io.driftgate.app.replay;

import io.driftgate.journal.recording.FileStart;
import io.driftgate.journal.recording.Items;
import io.driftgate.journal.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Plays files one after the other. */
public final class Tape {
  private static final int SHOW_EVERY = 65_536;

  private final List<Path> files;
  private final Consumer<String> notes;
  private final Progress progress;
  private FileStart last;
  private boolean lastWhole;
  private long inputs;

  /** Is told now and then how far it has come. */
  @FunctionalInterface
  public interface Progress {
    void at(int file, int files, double part, long inputs);
  }

  /** Files in order of time. */
  Tape(List<Path> files, Consumer<String> notes, Progress progress) {
    this.files = files;
    this.notes = notes;
    this.progress = progress;
  }

  /** Plays all of it. */
  void play(Deck deck) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      try (RecordingReader reader = RecordingReader.open(files.get(i))) {
        play(reader, i, deck);
      }
    }
  }

  private void play(RecordingReader reader, int file, Deck deck) throws IOException {
    FileStart start = reader.start();
    deck.begins(start, goesOn(start));
    long until = inputs + SHOW_EVERY;
    for (Object item = reader.next(); item != null; item = reader.next()) {
      deck.item(item);
      inputs += Items.isInput(item) ? 1 : 0;
      if (inputs >= until) {
        until = inputs + SHOW_EVERY;
        progress.at(file, files.size(), reader.part(), inputs);
      }
    }
    reader.note().ifPresent(note -> notes.accept(files.get(file).getFileName() + ": " + note));
    last = start;
    lastWhole = reader.note().isEmpty();
  }

  private boolean goesOn(FileStart start) {
    return last != null
        && lastWhole
        && start.epoch() == last.epoch()
        && start.number() == last.number() + 1
        && start.missed() == 0;
  }

  /** Inputs of the core so far. */
  long inputs() {
    return inputs;
  }
}
