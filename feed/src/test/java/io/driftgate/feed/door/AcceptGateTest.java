package io.driftgate.feed.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.FeedLimits;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Refusal;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is accepted before any handshake. */
final class AcceptGateTest {
  private final FeedCounts counts = new FeedCounts();
  private long now;

  private final FeedClock clock =
      new FeedClock() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public long wallMs() {
          return 0;
        }
      };

  /** An accepted connection of an address. */
  private static final class Accepted extends EmbeddedChannel {
    private final SocketAddress peer;

    Accepted(String address) {
      peer = new InetSocketAddress(address, 1);
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return peer;
    }
  }

  private EmbeddedChannel server(int connections, int perAddress, int perSecond) {
    EmbeddedChannel server =
        new EmbeddedChannel(
            new AcceptGate(
                new FeedLimits.Crowd(connections, perAddress, 1, perSecond), clock, counts));
    server.freezeTime();
    return server;
  }

  private static boolean accept(EmbeddedChannel server, Accepted child) {
    server.writeInbound(child);
    return server.readInbound() == child && child.isOpen();
  }

  @Test
  void shouldBoundWhatOneAddressHoldsAndGiveItsPlaceToTheNext() {
    EmbeddedChannel server = server(100, 2, 1_000);
    Accepted first = new Accepted("10.0.0.1");
    assertThat(accept(server, first)).isTrue();
    assertThat(accept(server, new Accepted("10.0.0.1"))).isTrue();
    Accepted third = new Accepted("10.0.0.1");
    assertThat(accept(server, third)).isFalse();
    assertThat(third.isOpen()).isFalse();
    assertThat(accept(server, new Accepted("10.0.0.2"))).isTrue();
    assertThat(counts.refused(Refusal.ADDRESS_CROWD)).isEqualTo(1);
    first.close().syncUninterruptibly();
    assertThat(accept(server, new Accepted("10.0.0.1"))).isTrue();
  }

  @Test
  void shouldCountAnIpv6SiteAsOneAddress() {
    EmbeddedChannel server = server(100, 1, 1_000);
    assertThat(accept(server, new Accepted("2001:db8:0:1::1"))).isTrue();
    assertThat(accept(server, new Accepted("2001:db8:0:1::2"))).isFalse();
    assertThat(accept(server, new Accepted("2001:db8:0:2::1"))).isTrue();
  }

  @Test
  void shouldCountThisMachineAsACrowdOnly() {
    EmbeddedChannel server = server(2, 1, 1_000);
    for (int i = 0; i < 4; i++) {
      assertThat(accept(server, new Accepted("127.0.0.1"))).isTrue();
    }
    assertThat(accept(server, new Accepted("127.0.0.1"))).isFalse();
    assertThat(counts.refused(Refusal.CROWD)).isEqualTo(1);
  }

  @Test
  void shouldPauseWhenTooManyComeAtOnce() throws Exception {
    EmbeddedChannel server = server(1_000, 1_000, 400);
    List<Boolean> reads = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      accept(server, new Accepted("10.0.0.1"));
      reads.add(server.config().isAutoRead());
    }
    assertThat(reads.subList(0, 9)).containsOnly(true);
    assertThat(reads.get(9)).isFalse();
    assertThat(counts.refused(Refusal.RUSH)).isEqualTo(1);
    pass(server, TimeUnit.MICROSECONDS.toNanos(2_400));
    assertThat(server.config().isAutoRead()).isFalse();
    pass(server, TimeUnit.MICROSECONDS.toNanos(2_700));
    assertThat(server.config().isAutoRead()).isTrue();
  }

  @Test
  void shouldPauseForAsLongAsItTakesToMakeUpForThoseWhoCame() {
    EmbeddedChannel server = server(1_000, 1_000, 10);
    for (int i = 0; i < 5; i++) {
      assertThat(accept(server, new Accepted("10.0.0.1"))).isTrue();
    }
    pass(server, TimeUnit.MILLISECONDS.toNanos(90));
    assertThat(server.config().isAutoRead()).isFalse();
  }

  private void pass(EmbeddedChannel server, long nanos) {
    now += nanos;
    server.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    server.runScheduledPendingTasks();
  }
}
