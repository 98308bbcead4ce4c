package io.driftgate.feed.door;

import io.driftgate.feed.FeedLimits;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one server loop that are no desks: admits them up to the cap that all loops
 * share, and closes those that ask nothing in time. On its loop only, but for the shared count.
 *
 * <p>A connection over the cap stays for its first request, which is answered 503; when there are
 * twice as many as the cap, the next is closed unheard.
 */
final class Visits {
  private final AtomicInteger open;
  private final FeedLimits limits;
  private final FeedClock clock;
  private final FeedCounts counts;
  private final Map<HttpConnection, Visit> visits = new HashMap<>();

  /** One connection. */
  private static final class Visit {
    private final boolean admitted;
    private boolean asked;
    private boolean desk;
    private long sinceNanos;

    Visit(boolean admitted, long sinceNanos) {
      this.admitted = admitted;
      this.sinceNanos = sinceNanos;
    }
  }

  Visits(AtomicInteger open, FeedLimits limits, FeedClock clock, FeedCounts counts) {
    this.open = open;
    this.limits = limits;
    this.clock = clock;
    this.counts = counts;
  }

  /** Accepted by the kernel. */
  void arrived(HttpConnection connection) {
    int now = open.incrementAndGet();
    boolean admitted = now <= limits.crowd().connections();
    visits.put(connection, new Visit(admitted, clock.nanos()));
    connection.closeHandler(closed -> ended(connection));
    if (!admitted) {
      counts.refusedConnection();
    }
    if (now > 2L * limits.crowd().connections()) {
      close(connection);
    }
  }

  /** A request's headers are here. Whether its connection is within the cap. */
  boolean asked(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit == null) {
      return false;
    }
    visit.asked = true;
    visit.sinceNanos = clock.nanos();
    return visit.admitted;
  }

  /** It has become a desk, which has deadlines of its own, and still counts. */
  void becameDesk(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.desk = true;
    }
  }

  /** The connection has ended. May be said twice. */
  void ended(HttpConnection connection) {
    Visit visit = visits.remove(connection);
    if (visit != null) {
      open.decrementAndGet();
    }
  }

  /** To be called a few times a second. */
  void sweep() {
    long now = clock.nanos();
    List<HttpConnection> tardy = new ArrayList<>();
    visits.forEach(
        (connection, visit) -> {
          if (!visit.desk && now - visit.sinceNanos > patienceNanos(visit)) {
            tardy.add(connection);
          }
        });
    for (HttpConnection connection : tardy) {
      counts.tardyConnection();
      close(connection);
    }
  }

  private long patienceNanos(Visit visit) {
    return TimeUnit.MILLISECONDS.toNanos(visit.asked ? limits.idleMs() : limits.requestMs());
  }

  private void close(HttpConnection connection) {
    connection.close().onComplete(closed -> ended(connection));
  }
}
