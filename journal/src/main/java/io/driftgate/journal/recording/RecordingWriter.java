package io.driftgate.journal.recording;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;

/**
 * One file while it is written: blocks of some hundred items, each compressed and whole by itself.
 * The recorder's thread.
 */
final class RecordingWriter implements AutoCloseable {
  private static final int ZSTD_LEVEL = 3;
  private static final int BLOCK_BYTES = 128 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final Counting counted;
  private final DataFileWriter<Object> writer;
  private long startBytes;

  private RecordingWriter(Path file, FileChannel channel, ItemCodec codec) {
    this.file = file;
    this.channel = channel;
    counted = new Counting(Channels.newOutputStream(channel));
    writer = new DataFileWriter<>(codec);
  }

  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      bytes += length;
    }
  }

  /** Makes the file; its beginning is on the disk when this returns. */
  static RecordingWriter create(Path file, FileStart start, ItemCodec codec) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    RecordingWriter writer = new RecordingWriter(file, channel, codec);
    boolean kept = false;
    try {
      writer.begin(start);
      kept = true;
      return writer;
    } finally {
      if (!kept) {
        channel.close();
        Files.deleteIfExists(file);
      }
    }
  }

  private void begin(FileStart start) throws IOException {
    writer.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL, true));
    writer.setSyncInterval(BLOCK_BYTES);
    writer.setMeta("driftgate.format", ItemCodec.FORMAT);
    writer.setMeta("driftgate.epoch", start.epoch());
    writer.setMeta("driftgate.version", start.version());
    writer.setMeta("driftgate.core", start.core());
    writer.setMeta("driftgate.configuration", start.configurationSha256());
    writer.create(ItemCodec.SCHEMA, new BufferedOutputStream(counted));
    add(start);
    flush();
    startBytes = counted.bytes;
  }

  /** Takes an item into the current block. */
  void add(Object item) throws IOException {
    try {
      writer.append(item);
    } catch (AvroRuntimeException e) {
      throw new IOException("an item could not be written: " + e.getMessage(), e);
    }
  }

  /** Ends the block; everything is on the disk when this returns. */
  void flush() throws IOException {
    writer.flush();
    channel.force(false);
  }

  Path file() {
    return file;
  }

  /** Written so far; what is in the current block comes on top. */
  long bytes() {
    return counted.bytes;
  }

  /** What its beginning took: a snapshot may be larger than all that follows. */
  long startBytes() {
    return startBytes;
  }

  /** After a failure: what is in the current block is given up. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      // it has failed already, and said so
    }
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      channel.close();
    }
  }
}
