package io.driftgate.app.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The start count of a data folder, and the proof that no other process uses it. An epoch is on the
 * disk before anybody hears it; so none is ever used twice, whatever is killed when.
 *
 * <p>Blocks on the disk: not for an event loop.
 */
final class EpochFile implements AutoCloseable {
  private static final String EPOCH = "epoch";
  private static final int MAX_DIGITS = 18;

  private final FileChannel lockChannel;
  private final FileLock lock;
  private final long epoch;

  private EpochFile(FileChannel lockChannel, FileLock lock, long epoch) {
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.epoch = epoch;
  }

  /**
   * Locks the folder, which is made if needed, and begins its next epoch.
   *
   * @throws StartRefused if another process has it, or what is in it can't be trusted
   */
  static EpochFile begin(Path folder) throws StartRefused {
    try {
      Files.createDirectories(folder);
      return locked(folder);
    } catch (IOException e) {
      throw new StartRefused(
          ExitCode.UNAVAILABLE,
          "data folder "
              + folder
              + " cannot be used ("
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + "); make it writable, or set data: to another");
    }
  }

  private static EpochFile locked(Path folder) throws IOException, StartRefused {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      FileLock lock = tryLock(channel, folder);
      long epoch = Math.addExact(last(folder.resolve(EPOCH)), 1);
      write(folder, epoch);
      kept = true;
      return new EpochFile(channel, lock, epoch);
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static FileLock tryLock(FileChannel channel, Path folder)
      throws IOException, StartRefused {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // The same process: refused below like any other.
    }
    throw new StartRefused(
        ExitCode.UNAVAILABLE,
        "data folder "
            + folder
            + " is in use by another driftgate; stop that one, or set data: to"
            + " another folder");
  }

  private static long last(Path file) throws IOException, StartRefused {
    String text;
    try {
      text =
          Files.size(file) > MAX_DIGITS + 2
              ? ""
              : Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (java.nio.charset.CharacterCodingException e) {
      text = "";
    }
    if (!text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new StartRefused(
          ExitCode.FAILED,
          file
              + " holds no epoch; write into it a number above every epoch that desks have seen"
              + " from this gate (a lower one would be ignored by them)");
    }
    return Long.parseLong(text);
  }

  private static void write(Path folder, long epoch) throws IOException {
    Path next = folder.resolve(EPOCH + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap((epoch + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, folder.resolve(EPOCH), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(folder);
  }

  /** The new name, too, must survive a power cut. */
  private static void syncFolder(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // folders can't be opened there
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** At least 1. */
  long epoch() {
    return epoch;
  }

  /** Lets another process have the folder. */
  @Override
  public void close() throws IOException {
    lock.release();
    lockChannel.close();
  }
}
