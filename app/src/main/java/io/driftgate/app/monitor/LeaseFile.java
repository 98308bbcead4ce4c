package io.driftgate.app.monitor;

import io.driftgate.app.config.FeedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The longest lease of which grants may be standing, kept beside the epoch: a gate that starts with
 * a shorter one must not confirm before its predecessor's grants have ended. A process that ends
 * sooner than that leaves it as it is; so several short lives don't add up to a lie.
 *
 * <p>Under the lock of {@link EpochFile}. Blocks on the disk: not for an event loop.
 */
final class LeaseFile {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseFile.class);
  private static final String LEASE = "lease";
  private static final int MAX_DIGITS = 9;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Path folder;
  private final long leaseMs;
  private final long standingMs;
  private final long begunNanos;

  private LeaseFile(Path folder, long leaseMs, long standingMs, long begunNanos) {
    this.folder = folder;
    this.leaseMs = leaseMs;
    this.standingMs = standingMs;
    this.begunNanos = begunNanos;
  }

  /**
   * Reads what stands, and writes what will.
   *
   * @param isFirst whether no process had this folder before
   * @param nowNanos of a monotonic clock
   * @throws StartRefused if it can't be written
   */
  static LeaseFile begin(Path folder, long leaseMs, boolean isFirst, long nowNanos)
      throws StartRefused {
    try {
      Optional<String> text = DurableFile.read(folder.resolve(LEASE), MAX_DIGITS + 2);
      long before = text.isEmpty() && isFirst ? leaseMs : before(text.orElse(""), folder);
      long standingMs = Math.max(before, leaseMs);
      DurableFile.write(folder, LEASE, standingMs + "\n");
      return new LeaseFile(folder, leaseMs, standingMs, nowNanos);
    } catch (IOException e) {
      throw new StartRefused(
          ExitCode.UNAVAILABLE,
          folder.resolve(LEASE)
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "); make the data folder writable");
    }
  }

  private static long before(String text, Path folder) {
    long longest = FeedSettings.MAX_LEASE_MS;
    if (text.matches("[1-9][0-9]{0," + (MAX_DIGITS - 1) + "}")) {
      long read = Long.parseLong(text);
      if (read <= longest) {
        return read;
      }
    }
    LOG.warn(
        "{} does not hold the last lease; nothing is confirmed for the longest one, {} s",
        folder.resolve(LEASE),
        longest / 1_000);
    return longest;
  }

  /** For how long from the start grants of earlier processes may stand; at least the lease. */
  long standingMs() {
    return standingMs;
  }

  /** Nothing is granted any more: what stands now is ours, if all that was before is over. */
  void end(long nowNanos) throws IOException {
    if (standingMs > leaseMs && nowNanos - begunNanos >= standingMs * NANOS_PER_MS) {
      DurableFile.write(folder, LEASE, leaseMs + "\n");
    }
  }
}
