package io.driftgate.journal.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;

/**
 * Reads one file, item by item. A tail that was torn off by a crash ends it without an error, and
 * what is damaged is left out, with a {@link Gap} in its place. Blocks on the disk; one thread.
 */
public final class RecordingReader implements AutoCloseable {
  private final Path file;
  private final long length;
  private final DataFileReader<Object> reader;
  private final FileStart start;
  private String note = "";

  private RecordingReader(Path file, DataFileReader<Object> reader) throws IOException {
    this.file = file;
    this.reader = reader;
    length = Files.size(file);
    mustBeKnown();
    start = first();
  }

  /**
   * Opens a file.
   *
   * @throws IOException in words for people: if it is no recording, or of another format
   */
  public static RecordingReader open(Path file) throws IOException {
    DataFileReader<Object> reader;
    try {
      reader = new DataFileReader<>(file.toFile(), new ItemCodec());
    } catch (IOException | AvroRuntimeException e) {
      throw new IOException(file + " is no recording, or has lost its beginning", e);
    }
    boolean kept = false;
    try {
      RecordingReader opened = new RecordingReader(file, reader);
      kept = true;
      return opened;
    } finally {
      if (!kept) {
        reader.close();
      }
    }
  }

  private void mustBeKnown() throws IOException {
    String format = reader.getMetaString("driftgate.format");
    if (format == null) {
      throw new IOException(file + " is an Avro file, but no recording of Driftgate");
    }
    if (!format.equals(Integer.toString(ItemCodec.FORMAT))
        || !reader.getSchema().equals(ItemCodec.SCHEMA)) {
      throw new IOException(
          file
              + " is a recording of another version of Driftgate ("
              + reader.getMetaString("driftgate.version")
              + "): replay it with that one");
    }
  }

  private FileStart first() throws IOException {
    try {
      if (reader.hasNext() && reader.next() instanceof FileStart begins) {
        return begins;
      }
    } catch (RuntimeException e) {
      throw new IOException(file + " is damaged at its beginning", e);
    }
    throw new IOException(file + " ends before its first item");
  }

  /** What the file begins with; not among the items. */
  public FileStart start() {
    return start;
  }

  /** The next item; null at the end. */
  public Object next() throws IOException {
    try {
      if (reader.hasNext()) {
        return reader.next();
      }
      if (reader.previousSync() < length) {
        note = "its tail is torn off: the last block is left out";
      }
      return null;
    } catch (RuntimeException e) {
      return afterDamage(e);
    }
  }

  private Object afterDamage(RuntimeException damage) throws IOException {
    long at = reader.previousSync();
    note = "it is damaged at byte " + at + " (" + rootOf(damage) + ")";
    try {
      reader.sync(at + 1);
    } catch (EOFException e) {
      return null;
    }
    return reader.pastSync(length - 1) && reader.previousSync() >= length ? null : new Gap(0);
  }

  private static String rootOf(Throwable damage) {
    Throwable root = damage;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  /** How far the file has been read, 0 to 1. */
  public double part() throws IOException {
    return length == 0 ? 1 : Math.min(1, (double) reader.previousSync() / length);
  }

  /** What was wrong with the file as far as it has been read; empty if nothing. */
  public Optional<String> note() {
    return note.isEmpty() ? Optional.empty() : Optional.of(note);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
