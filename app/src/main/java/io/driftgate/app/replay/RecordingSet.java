package io.driftgate.app.replay;

import io.driftgate.core.plan.FleetPlan;
import io.driftgate.journal.recording.FileStart;
import io.driftgate.journal.recording.RecordingFiles;
import io.driftgate.journal.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files that are to be replayed, in order of time, whatever the order they were given in. */
public final class RecordingSet {
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::epoch).thenComparingLong(Entry::number);

  private final List<Entry> entries;
  private final List<String> unreadable;

  /** A file, and what its beginning says. */
  private record Entry(Path file, long epoch, long number, FleetPlan plan, String configuration) {}

  private RecordingSet(List<Entry> entries, List<String> unreadable) {
    this.entries = entries;
    this.unreadable = unreadable;
  }

  /**
   * Files, and all recordings of folders. Of a folder, files whose beginning is lost are left out;
   * one that is named itself must be readable.
   *
   * @throws IOException in words for people
   */
  public static RecordingSet of(List<Path> named) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        addFolder(path, entries, unreadable);
      } else if (Files.exists(path)) {
        entries.add(entry(path));
      } else {
        throw new IOException("there is no " + path);
      }
    }
    if (entries.isEmpty()) {
      throw new IOException("there is no recording in " + named);
    }
    entries.sort(ORDER);
    mustDiffer(entries);
    return new RecordingSet(List.copyOf(entries), List.copyOf(unreadable));
  }

  private static void addFolder(Path folder, List<Entry> entries, List<String> unreadable)
      throws IOException {
    List<Path> files = RecordingFiles.list(folder);
    if (files.isEmpty() && Files.isDirectory(RecordingFiles.in(folder))) {
      files = RecordingFiles.list(RecordingFiles.in(folder));
    }
    for (Path file : files) {
      try {
        entries.add(entry(file));
      } catch (IOException e) {
        unreadable.add(e.getMessage());
      }
    }
  }

  private static Entry entry(Path file) throws IOException {
    try (RecordingReader reader = RecordingReader.open(file)) {
      FileStart start = reader.start();
      return new Entry(
          file, start.epoch(), start.number(), start.plan(), start.configurationSha256());
    }
  }

  private static void mustDiffer(List<Entry> entries) throws IOException {
    for (int i = 1; i < entries.size(); i++) {
      if (ORDER.compare(entries.get(i - 1), entries.get(i)) == 0) {
        throw new IOException(
            entries.get(i - 1).file()
                + " and "
                + entries.get(i).file()
                + " are the same part of the same run: name one of them");
      }
    }
  }

  /** Oldest first; at least one. */
  public List<Path> files() {
    return entries.stream().map(Entry::file).toList();
  }

  /** Files that were left out, and why. */
  List<String> unreadable() {
    return unreadable;
  }

  /** The oldest file's. */
  FleetPlan plan() {
    return entries.get(0).plan();
  }

  /** Whether every file was recorded under this very plan. */
  boolean isAllUnder(FleetPlan plan) {
    return entries.stream().allMatch(entry -> entry.plan().equals(plan));
  }
}
