package io.driftgate.feed.door;

import io.driftgate.feed.FeedLimits;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts connections as the kernel hands them over, before a handshake costs anything: so many over
 * all and of one address, the rest is closed unheard; and so many a second, the rest waits in the
 * kernel's queue. For any thread: accepted on one, ended on others.
 */
@Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  /**
   * How long a quiet door may save up: each handshake takes a fifth of a millisecond or so of the
   * loop that the desks are on.
   */
  private static final long BURST_MS = 25;

  private static final int IPV6_BYTES = 16;
  private static final int SITE_BYTES = 8;

  private final FeedLimits.Crowd crowd;
  private final FeedClock clock;
  private final FeedCounts counts;
  private final Map<String, Integer> perSite = new HashMap<>();
  private final long nanosEach;
  private final long burstNanos;
  private long savedNanos;
  private long lastNanos;
  private int open;

  AcceptGate(FeedLimits.Crowd crowd, FeedClock clock, FeedCounts counts) {
    this.crowd = crowd;
    this.clock = clock;
    this.counts = counts;
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / crowd.acceptsPerSecond();
    this.burstNanos = Math.max(nanosEach, TimeUnit.MILLISECONDS.toNanos(BURST_MS));
    this.savedNanos = burstNanos;
    this.lastNanos = clock.nanos();
  }

  /** A connection was accepted; {@code message} is its channel. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel child = (Channel) message;
    Optional<String> site = site(child);
    Optional<Refusal> refused = enter(site);
    if (refused.isPresent()) {
      counts.refuse(refused.get());
      child.unsafe().closeForcibly();
    } else {
      child.closeFuture().addListener(ended -> leave(site));
      context.fireChannelRead(message);
    }
    long owedNanos = spend();
    if (owedNanos > 0) {
      pause(context, owedNanos);
    }
  }

  private synchronized Optional<Refusal> enter(Optional<String> site) {
    // the cap itself is answered with a 503 further in; here is the end of patience
    if (open >= 2L * crowd.connections()) {
      return Optional.of(Refusal.CROWD);
    }
    if (site.isPresent() && perSite.getOrDefault(site.get(), 0) >= crowd.perAddress()) {
      return Optional.of(Refusal.ADDRESS_CROWD);
    }
    open++;
    site.ifPresent(one -> perSite.merge(one, 1, Integer::sum));
    return Optional.empty();
  }

  /** How many connections are open now, handshakes included. */
  synchronized int open() {
    return open;
  }

  private synchronized void leave(Optional<String> site) {
    open--;
    site.ifPresent(
        one -> perSite.computeIfPresent(one, (key, count) -> count > 1 ? count - 1 : null));
  }

  /** How long it takes until the next one may come; not above 0: it may now. */
  private synchronized long spend() {
    long now = clock.nanos();
    savedNanos = Math.min(burstNanos, savedNanos + Math.max(0, now - lastNanos)) - nanosEach;
    lastNanos = now;
    return nanosEach - savedNanos;
  }

  /** What was read from the kernel in the same step still comes through: it is in debt then. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void pause(ChannelHandlerContext context, long owedNanos) {
    if (context.channel().config().isAutoRead()) {
      counts.refuse(Refusal.RUSH);
      context.channel().config().setAutoRead(false);
      context
          .executor()
          .schedule(
              () -> context.channel().config().setAutoRead(true), owedNanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Whom a connection is counted for; this machine is not. */
  private static Optional<String> site(Channel child) {
    if (!(child.remoteAddress() instanceof InetSocketAddress peer)
        || peer.getAddress() == null
        || peer.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    return Optional.of(site(peer.getAddress()));
  }

  private static String site(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV6_BYTES
        ? Arrays.toString(Arrays.copyOf(bytes, SITE_BYTES))
        : address.getHostAddress();
  }
}
