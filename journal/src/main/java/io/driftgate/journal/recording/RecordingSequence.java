package io.driftgate.journal.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file after the other: begins them, ends them, deletes old ones, and bears a disk that fails.
 * The recorder's thread, but for the counters.
 */
final class RecordingSequence {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingSequence.class);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final RecordingSettings settings;
  private final RecordingStart start;
  private final Replica replica;
  private final ItemCodec codec = new ItemCodec();
  private volatile String configurationSha256;

  /** Null while none is open. */
  private RecordingWriter writer;

  private String core = "";
  private long number;
  private long unsaid;
  private long begunNanos;
  private long triedNanos;
  private long pauseNanos;
  private boolean failing;
  private boolean replanned;
  private boolean saidNoSnapshot;
  private long endedBytes;
  private final AtomicLong items = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private volatile long bytes;
  private final AtomicLong errors = new AtomicLong();
  private volatile boolean writing;

  RecordingSequence(RecordingSettings settings, RecordingStart start, Replica replica) {
    this.settings = settings;
    this.start = start;
    this.replica = replica;
    configurationSha256 = start.configurationSha256();
  }

  void configured(String sha256) {
    configurationSha256 = sha256;
  }

  /** Writes an item, in the next file if it is time for one. The replica has not had it yet. */
  void add(Object item) {
    boolean between = Items.isInput(item);
    if (writer != null && between && isFull()) {
      end();
    }
    if (writer == null && between && mayTry()) {
      begin();
    }
    if (writer == null) {
      miss(item);
      return;
    }
    try {
      writer.add(item);
      items.incrementAndGet();
      bytes = endedBytes + writer.bytes();
      replanned |= item instanceof PlanTaken;
    } catch (IOException e) {
      fail(e);
      miss(item);
    }
  }

  private void miss(Object item) {
    long more = item instanceof Gap ? 0 : 1;
    unsaid += more;
    missed.addAndGet(more);
  }

  private boolean isFull() {
    long ageNanos = System.nanoTime() - begunNanos;
    return replanned
        || writer.bytes() - writer.startBytes() >= enough()
        || ageNanos >= TimeUnit.MILLISECONDS.toNanos(settings.rotateMs());
  }

  /** Snapshots never take more than half of the room. */
  private long enough() {
    return Math.max(settings.fileBytes(), writer.startBytes());
  }

  private boolean mayTry() {
    return !failing || System.nanoTime() - triedNanos >= pauseNanos;
  }

  private void begin() {
    triedNanos = System.nanoTime();
    try {
      Files.createDirectories(settings.folder());
      if (core.isEmpty()) {
        core = CoreVersion.read();
      }
      FileStart begins = fileStart();
      Path file =
          RecordingFiles.file(
              settings.folder(), start.epoch(), begins.number(), replica.at().wallMs());
      writer = RecordingWriter.create(file, begins, codec);
      RecordingFiles.retain(settings, System.currentTimeMillis(), file);
      begun(begins);
    } catch (IOException e) {
      fail(e);
    }
  }

  private FileStart fileStart() {
    return new FileStart(
        start.epoch(),
        number + 1,
        start.version(),
        core,
        configurationSha256,
        start.began(),
        replica.at(),
        replica.plan(),
        replica.isExact(),
        unsaid,
        snapshot());
  }

  private Optional<byte[]> snapshot() {
    try {
      return replica.snapshot();
    } catch (RuntimeException bug) {
      if (!saidNoSnapshot) {
        LOG.error("recordings have no snapshots, so replay begins cold with each file", bug);
        saidNoSnapshot = true;
      }
      return Optional.empty();
    }
  }

  private void begun(FileStart begins) {
    number = begins.number();
    unsaid = 0;
    replanned = false;
    begunNanos = System.nanoTime();
    writing = true;
    bytes = endedBytes + writer.bytes();
    pauseNanos = 0;
    if (failing) {
      failing = false;
      LOG.info("recording goes on in {}; {} items are missing", writer.file(), begins.missed());
    }
  }

  /** What has been taken so far is on the disk when this returns. */
  void flush() {
    if (writer != null) {
      try {
        writer.flush();
        bytes = endedBytes + writer.bytes();
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void end() {
    try {
      writer.close();
      letGo();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void letGo() {
    if (writer != null) {
      endedBytes += writer.bytes();
      bytes = endedBytes;
    }
    writer = null;
    writing = false;
  }

  private void fail(IOException why) {
    errors.incrementAndGet();
    if (!failing) {
      LOG.error(
          "recordings stopped, the gate goes on without them and they are tried again: {}: {}",
          why.getClass().getSimpleName(),
          why.getMessage());
    }
    failing = true;
    triedNanos = System.nanoTime();
    pauseNanos =
        pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
    if (writer != null) {
      writer.abandon();
    }
    letGo();
  }

  void close() {
    if (writer != null) {
      end();
    }
  }

  /** Written. Any thread, as all below. */
  long items() {
    return items.get();
  }

  /** That no file holds because there was none. */
  long missed() {
    return missed.get();
  }

  long bytes() {
    return bytes;
  }

  long errors() {
    return errors.get();
  }

  boolean isWriting() {
    return writing;
  }
}
