package io.driftgate.app.config;

import io.driftgate.journal.recording.RecordingFiles;
import io.driftgate.journal.recording.RecordingSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads {@code recordings}. */
final class RecordingsReader {
  private static final long DEFAULT_KEEP = 7 * Durations.DAY;
  private static final long DEFAULT_MAX_BYTES = 10L << 30;
  private static final long DEFAULT_ROTATE = Durations.HOUR;
  private static final long MIN_ROTATE = Durations.SECOND;
  private static final long MAX_ROTATE = Durations.DAY;
  private static final long MIN_KEEP = Durations.MINUTE;
  private static final long MAX_KEEP = 3_650 * Durations.DAY;
  private static final long MIN_BYTES = 1L << 20;
  private static final long MAX_BYTES = 1L << 50;

  private RecordingsReader() {}

  /** Empty where the section is absent: nothing is recorded then. */
  static Optional<RecordingSettings> read(Section root, Path data) {
    if (!root.has("recordings")) {
      return Optional.empty();
    }
    Section section = root.sub("recordings", Shape.RECORDINGS);
    long keep = section.read("keep", v -> v.durationNanos(MIN_KEEP, MAX_KEEP)).orElse(DEFAULT_KEEP);
    long bytes =
        section.read("maxBytes", v -> v.bytes(MIN_BYTES, MAX_BYTES)).orElse(DEFAULT_MAX_BYTES);
    long rotate =
        section.read("rotate", v -> v.durationNanos(MIN_ROTATE, MAX_ROTATE)).orElse(DEFAULT_ROTATE);
    return Optional.of(
        new RecordingSettings(RecordingFiles.in(data), toMs(keep), bytes, toMs(rotate)));
  }

  private static long toMs(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
