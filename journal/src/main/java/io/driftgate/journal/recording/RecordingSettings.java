package io.driftgate.journal.recording;

import java.nio.file.Path;

/**
 * Where recordings go and how long they stay.
 *
 * @param folder made if needed
 * @param keepMs older files are deleted
 * @param maxBytes all files together; the oldest are deleted beyond
 * @param rotateMs after so long a new file begins
 * @param fileBytes also when one has so many, and as many as its beginning took
 */
public record RecordingSettings(
    Path folder, long keepMs, long maxBytes, long rotateMs, long fileBytes) {
  private static final long MIN_FILE_BYTES = 65_536;
  private static final long MAX_FILE_BYTES = 256L << 20;
  private static final int FILES = 20;

  public RecordingSettings {
    if (keepMs <= 0 || maxBytes <= 0 || rotateMs <= 0 || fileBytes <= 0) {
      throw new IllegalArgumentException("keep, maxBytes and rotate must be above 0");
    }
  }

  /** With files of a twentieth of all, or 256 MiB. */
  public RecordingSettings(Path folder, long keepMs, long maxBytes, long rotateMs) {
    this(
        folder,
        keepMs,
        maxBytes,
        rotateMs,
        Math.max(MIN_FILE_BYTES, Math.min(MAX_FILE_BYTES, maxBytes / FILES)));
  }
}
