package io.driftgate.journal.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a recordings folder: {@code EPOCH-NUMBER-DATE.avro}, in order of time by name. */
public final class RecordingFiles {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("[0-9]{10,}-[0-9]{6,}-[0-9TZ]+\\.avro");

  private RecordingFiles() {}

  /** The recordings folder of a data folder. */
  public static Path in(Path dataFolder) {
    return dataFolder.resolve("recordings");
  }

  static Path file(Path folder, long epoch, long number, long wallMs) {
    String date = DATE.format(Instant.ofEpochMilli(wallMs));
    return folder.resolve(String.format(Locale.ROOT, "%010d-%06d-%s.avro", epoch, number, date));
  }

  /** All recordings of a folder, oldest first; files of other names are left out. */
  public static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /**
   * Deletes what is too old, and the oldest of what is too much.
   *
   * @param current is kept; counts as full
   */
  static void retain(RecordingSettings settings, long nowMs, Path current) throws IOException {
    List<Path> files = list(settings.folder());
    long left = settings.maxBytes() - settings.fileBytes();
    for (int i = files.size() - 1; i >= 0; i--) {
      Path file = files.get(i);
      if (!file.equals(current)) {
        left -= Files.size(file);
        long ageMs = nowMs - Files.getLastModifiedTime(file).toMillis();
        if (left < 0 || ageMs > settings.keepMs()) {
          Files.delete(file);
        }
      }
    }
  }
}
