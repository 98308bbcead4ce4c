package io.driftgate.feed;

import io.driftgate.feed.access.PemException;
import io.driftgate.feed.access.TlsFiles;
import io.driftgate.feed.access.TlsMaterial;
import io.driftgate.feed.access.TlsWatch;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.door.Listener;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's certificate, looked at every few seconds on a worker thread. */
final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final Vertx vertx;
  private final FeedClock clock;
  private final FeedLimits limits;
  private volatile Optional<TlsWatch> watch = Optional.empty();
  private volatile boolean stopped;

  Certificates(Vertx vertx, FeedClock clock, FeedLimits limits) {
    this.vertx = vertx;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Reads the files, if there are any. Blocks on the disk.
   *
   * @throws IOException if they are not usable
   */
  Optional<TlsMaterial> load(Optional<TlsFiles> files) throws IOException {
    if (files.isPresent()) {
      try {
        watch = Optional.of(TlsWatch.of(files.get()));
      } catch (PemException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return watch.map(TlsWatch::current);
  }

  /** To be called once listening, and then by itself. */
  void keep(List<Listener> listeners) {
    watch.ifPresent(one -> look(one, listeners));
  }

  private void look(TlsWatch files, List<Listener> listeners) {
    if (stopped) {
      return;
    }
    vertx
        .executeBlocking(() -> files.look(clock.wallMs()))
        .onSuccess(news -> news.ifPresent(tls -> listeners.forEach(one -> certify(one, tls))))
        .onFailure(bug -> LOG.error("the TLS files could not be looked at", bug))
        .onComplete(done -> vertx.setTimer(limits.tlsPollMs(), again -> look(files, listeners)));
  }

  private void certify(Listener listener, TlsMaterial tls) {
    listener
        .certify(tls, limits.requestMs())
        .onFailure(e -> LOG.error("the new certificate is not served, the old one stays", e));
  }

  void stop() {
    stopped = true;
  }

  /** When what is served ends, in Unix milliseconds. */
  OptionalLong expiresMs() {
    return watch
        .map(one -> OptionalLong.of(one.current().expiresMs()))
        .orElse(OptionalLong.empty());
  }
}
