package io.driftgate.app.monitor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

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
      DurableFile.write(folder, EPOCH, epoch + "\n");
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
    Optional<String> text = DurableFile.read(file, MAX_DIGITS + 2);
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.get().matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new StartRefused(
          ExitCode.FAILED,
          file
              + " holds no epoch; write into it a number above every epoch that desks have seen"
              + " from this gate (a lower one would be ignored by them)");
    }
    return Long.parseLong(text.get());
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
