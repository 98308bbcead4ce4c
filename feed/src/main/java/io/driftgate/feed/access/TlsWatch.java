package io.driftgate.feed.access;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees when the files of TLS change, and when the certificate ends. A half-written or wrong file
 * leaves everything as it is and is complained of once. Blocks on the disk: on a worker thread, one
 * call at a time.
 */
public final class TlsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
  private static final long[] WARNED_DAYS = {30, 7, 1};

  private final TlsFiles files;
  private TlsBytes seen;
  private TlsMaterial good;
  private String complaint = "";
  private long warnedDays = Long.MAX_VALUE;

  private TlsWatch(TlsBytes seen, TlsMaterial good) {
    this.files = seen.files();
    this.seen = seen;
    this.good = good;
  }

  /**
   * Reads the files for the first time.
   *
   * @throws PemException if they don't fit together
   */
  public static TlsWatch of(TlsFiles files) throws PemException {
    TlsBytes bytes = TlsBytes.read(files);
    return new TlsWatch(bytes, TlsMaterial.of(bytes));
  }

  /** What is served. */
  public synchronized TlsMaterial current() {
    return good;
  }

  /** What is to be served from now on, if the files have changed into something good. */
  public synchronized Optional<TlsMaterial> look(long wallMs) {
    Optional<TlsMaterial> news = Optional.empty();
    try {
      TlsBytes now = TlsBytes.read(files);
      if (!now.isSameAs(seen)) {
        good = TlsMaterial.of(now);
        seen = now;
        warnedDays = Long.MAX_VALUE;
        news = Optional.of(good);
        LOG.info("the TLS files have changed; new connections get the new certificate");
      }
      complaint = "";
    } catch (PemException e) {
      if (!complaint.equals(e.getMessage())) {
        complaint = String.valueOf(e.getMessage());
        LOG.error(
            "the TLS files have changed and are not usable, the old ones stay: {}", complaint);
      }
    }
    warn(wallMs);
    return news;
  }

  private void warn(long wallMs) {
    long days = Math.floorDiv(good.expiresMs() - wallMs, DAY_MS);
    if (days < 0 && warnedDays >= 0) {
      warnedDays = -1;
      LOG.error("the TLS certificate {} has expired: clients refuse it", files.certificate());
    }
    for (long at : WARNED_DAYS) {
      if (days >= 0 && days < at && at < warnedDays) {
        warnedDays = at;
        LOG.warn("the TLS certificate {} expires within {} days", files.certificate(), days + 1);
      }
    }
  }
}
