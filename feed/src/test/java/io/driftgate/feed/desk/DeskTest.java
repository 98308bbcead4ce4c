package io.driftgate.feed.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.signal.Quotes;
import io.driftgate.feed.Samples;
import io.driftgate.feed.frame.GateHeader;
import io.driftgate.feed.frame.WireFrame;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk in its room, without sockets and with a clock of the test's own. */
final class DeskTest {
  private static final long MS = 1_000_000L;
  private static final long LEASE = 1_000 * MS;
  private static final GateHeader HEADER = new GateHeader(7, 0, 0, 1_000);
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          HEADER, List.of(Samples.row("ETH", 1, Quotes.OPEN), Samples.row("SOL", 1, Quotes.OPEN)));

  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final FeedCounts counts = new FeedCounts();
  private final FakeSocket socket = new FakeSocket();
  private long now;
  private DeskRoom room;
  private Desk desk;
  private final Passes shown = new Passes("*");

  private final class AskedGate implements GateSide {
    @Override
    public void subscribe(Desk by, Subscription subscription, Optional<Since> since) {
      asked.add("subscribe");
      List<WireFrame> frames = List.of(SNAPSHOT.frame(subscription, WireFrame::text));
      by.onTable(subscription, SNAPSHOT, frames);
    }

    @Override
    public void renew(Desk by, String nonce) {
      asked.add("renew " + nonce);
    }

    @Override
    public void acknowledge(Desk by, String market, long version) {
      asked.add("ack " + market + " " + version);
    }

    @Override
    public void leave(Desk by) {
      asked.add("leave");
    }
  }

  private final FeedClock clock =
      new FeedClock() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public long wallMs() {
          return 99;
        }
      };

  @BeforeEach
  void connect() {
    room =
        new DeskRoom(
            Runnable::run,
            later::add,
            new AskedGate(),
            new DeskRules(LEASE, 5 * LEASE, 1_000, true),
            clock,
            counts,
            UnpooledByteBufAllocator.DEFAULT);
    desk = enter(socket, Optional.of(Passes.FREE));
  }

  private Desk enter(FakeSocket by, Optional<Pass> pass) {
    return room.enter(
        by,
        frame("hello"),
        pass,
        token -> token.equals("good") ? Optional.of(shown) : Optional.empty());
  }

  private static WireFrame frame(String text) {
    return WireFrame.text(text.getBytes(StandardCharsets.UTF_8));
  }

  private void subscribe(String streams) {
    desk.onText("{\"op\":\"subscribe\",\"markets\":[\"E*\"],\"streams\":[%s]}".formatted(streams));
  }

  private void tickAt(long nanos) {
    do {
      now = Math.min(nanos, now + LEASE / 8);
      desk.onPong();
      room.tick();
    } while (now < nanos);
  }

  @Test
  void shouldHearNothingBeforeItHasSubscribed() {
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    room.heartbeat(frame("beat"), Audience.UNSIGNED);
    desk.onGrant(HEADER, "n", Samples.HASH_A);
    assertThat(socket.written).hasSize(1);
  }

  @Test
  void shouldHearOfItsMarketsAfterTheSnapshot() {
    subscribe("\"gate\"");
    room.about("SOL", frame("t1"), Audience.UNSIGNED);
    room.about("ETH", frame("t2"), Audience.UNSIGNED);
    assertThat(socket.count("\"id\":\"ETH\"")).isEqualTo(1);
    assertThat(socket.count("SOL")).isZero();
    assertThat(socket.written.get(2)).endsWith("t2");
  }

  @Test
  void shouldFlushTheFirstFrameOfATurnAtOnceAndTheRestTogether() {
    subscribe("\"gate\"");
    int before = socket.flushes;
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    assertThat(socket.flushes).isEqualTo(before + 1);
    room.about("ETH", frame("t2"), Audience.UNSIGNED);
    room.about("ETH", frame("t3"), Audience.UNSIGNED);
    assertThat(socket.flushes).isEqualTo(before + 1);
    later.forEach(Runnable::run);
    assertThat(socket.flushes).isEqualTo(before + 2);
  }

  @Test
  void shouldSendOnceWhatTheKernelTookAtOnce() {
    subscribe("\"gate\"");
    socket.straight = true;
    int before = socket.flushes;
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    room.about("SOL", frame("t2"), Audience.UNSIGNED);
    assertThat(socket.count("t1")).isEqualTo(1);
    assertThat(socket.count("t2")).isZero();
    assertThat(socket.flushes).isEqualTo(before);
  }

  @Test
  void shouldBeClosedAtTheSubscribeDeadlineAndNotBefore() {
    for (long at = 0; at < 5 * LEASE; at += LEASE) {
      tickAt(at);
    }
    assertThat(socket.closes).isEmpty();
    tickAt(5 * LEASE);
    assertThat(socket.closes).singleElement().asString().startsWith("4408");
  }

  @Test
  void shouldBeClosedWhenFramesWaitForOneLease() {
    subscribe("\"gate\"");
    socket.pending = 10;
    tickAt(0);
    tickAt(LEASE - 1);
    assertThat(socket.closes).isEmpty();
    tickAt(LEASE);
    assertThat(socket.closes).singleElement().asString().startsWith("4409");
    assertThat(counts.totals().tooSlow()).isEqualTo(1);
    tickAt(2 * LEASE + 1);
    assertThat(socket.terminated).isTrue();
  }

  @Test
  void shouldStayWhenWhatWaitedIsTakenWithinTheLease() {
    subscribe("\"gate\"");
    socket.pending = 10;
    tickAt(0);
    socket.marks.get(0).run();
    tickAt(LEASE);
    tickAt(LEASE + LEASE / 8 - 1);
    assertThat(socket.closes).isEmpty();
  }

  @Test
  void shouldBeClosedWhenMoreWaitsThanIsKept() {
    subscribe("\"gate\"");
    socket.pending = 1_001;
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    assertThat(socket.count("t1")).isZero();
    assertThat(socket.closes).singleElement().asString().startsWith("4409");
  }

  @Test
  void shouldBeClosedWhenNotHeardForTwoLeases() {
    subscribe("\"gate\"");
    for (now = 0; now < 2 * LEASE; now += LEASE / 8) {
      room.tick();
    }
    assertThat(socket.closes).isEmpty();
    room.tick();
    assertThat(socket.closes).singleElement().asString().startsWith("4409");
  }

  @Test
  void shouldBePingedTwiceALease() {
    int before = socket.written.size();
    tickAt(LEASE / 2);
    tickAt(LEASE / 2 + 1);
    tickAt(LEASE);
    assertThat(socket.written).hasSize(before + 2);
  }

  @Test
  void shouldSayNothingMoreOnceItIsClosing() {
    subscribe("\"gate\"");
    desk.onText("nonsense");
    int before = socket.written.size();
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    desk.onTable(
        new Subscription(MarketGlobs.ALL, Set.of(), Audience.UNSIGNED),
        SNAPSHOT,
        List.of(frame("late")));
    assertThat(socket.written).hasSize(before);
    assertThat(asked).containsExactly("subscribe");
    assertThat(counts.totals().badFrames()).isEqualTo(1);
  }

  @Test
  void shouldRenewTwentyTimesASecondAndNoMore() {
    subscribe("\"gate\"");
    for (int i = 0; i < 22; i++) {
      desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    }
    assertThat(asked).hasSize(1 + 20);
    assertThat(socket.count("rate_limited")).isEqualTo(2);
    now += 50 * MS;
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    assertThat(asked).hasSize(1 + 21);
  }

  @Test
  void shouldGetTelemetryOnlyWhileNothingWaitsAndThenTheNewest() {
    subscribe("\"gate\",\"nodes\"");
    room.telemetry(round(1, "node-old"));
    socket.pending = 1;
    room.telemetry(round(2, "node-mid"));
    socket.pending = 0;
    room.telemetry(round(3, "node-new"));
    room.telemetry(new TelemetryRound(4, round(3, "node-new").slots()));
    assertThat(socket.count("node-old")).isEqualTo(1);
    assertThat(socket.count("node-mid")).isZero();
    assertThat(socket.count("node-new")).isEqualTo(1);
    assertThat(socket.count("chain")).isZero();
  }

  private static TelemetryRound round(long number, String node) {
    return new TelemetryRound(
        number,
        List.of(
            new TelemetryRound.Slot(FeedStream.CHAINS, frame("chain"), number, List.of("chain:c")),
            new TelemetryRound.Slot(FeedStream.NODES, frame(node), number, List.of("node:n"))));
  }

  @Test
  void shouldSayFarewellAndTellWhenTheLastDeskHasGone() {
    subscribe("\"gate\"");
    List<String> gone = new ArrayList<>();
    room.farewell(new Farewell(SNAPSHOT, WireFrame::text, () -> gone.add("gone")));
    assertThat(socket.count("snapshot")).isEqualTo(2);
    assertThat(socket.closes).singleElement().asString().startsWith("1012");
    assertThat(gone).isEmpty();
    room.left(desk);
    later.forEach(Runnable::run);
    assertThat(gone).containsExactly("gone");
    assertThat(asked).contains("leave");
  }

  @Test
  void shouldKeepTheOthersFromHarmWhenOneDeskBreaks() {
    subscribe("\"gate\"");
    FakeSocket whole = new FakeSocket();
    Desk other = enter(whole, Optional.of(Passes.FREE));
    other.onText("{\"op\":\"subscribe\"}");
    socket.breaks = true;
    room.about("ETH", frame("t1"), Audience.UNSIGNED);
    assertThat(socket.terminated).isTrue();
    assertThat(whole.count("t1")).isEqualTo(1);
  }

  @Test
  void shouldNotBlameADeskForAStallOfItsLoop() {
    subscribe("\"gate\"");
    socket.pending = 10;
    tickAt(LEASE / 8);
    now += 10 * LEASE;
    room.tick();
    assertThat(socket.closes).isEmpty();
    assertThat(counts.totals().tooSlow()).isZero();
  }

  @Test
  void shouldStillCloseAMuteDeskWhenTheLoopStallsAllTheTime() {
    for (int i = 0; i < 9; i++) {
      now += LEASE;
      room.tick();
    }
    assertThat(socket.closes).containsExactly("4409 not heard for two leases");
  }

  @Test
  void shouldEndAFloodOfFramesThatGoesOnAfterTheClose() {
    subscribe("\"gate\"");
    for (int i = 0; i <= DeskRules.FLOOD_PER_SECOND; i++) {
      desk.onFrame();
    }
    assertThat(socket.closes).containsExactly("4400 more than 200 frames a second");
    assertThat(socket.terminated).isFalse();
    for (int i = 0; i <= DeskRules.FLOOD_PER_SECOND; i++) {
      desk.onFrame();
    }
    assertThat(socket.terminated).isTrue();
  }

  @Test
  void shouldSayNothingUntilAGoodTokenIsShown() {
    FakeSocket silent = new FakeSocket();
    Desk stranger = enter(silent, Optional.empty());
    assertThat(silent.written).isEmpty();
    stranger.onText("{\"op\":\"auth\",\"token\":\"good\"}");
    assertThat(silent.count("hello")).isEqualTo(1);
    stranger.onText("{\"op\":\"subscribe\"}");
    assertThat(silent.count("snapshot")).isEqualTo(1);
  }

  @Test
  void shouldEndAStrangerThatShowsNothingInTime() {
    FakeSocket silent = new FakeSocket();
    Desk stranger = enter(silent, Optional.empty());
    now = 5 * LEASE;
    stranger.onPong();
    stranger.onTick(now);
    assertThat(silent.closes).containsExactly("4401 no token in time");
    assertThat(counts.refused(Refusal.TOKEN)).isEqualTo(1);
  }

  @Test
  void shouldGrantNothingOnceThePassIsWithdrawn() {
    FakeSocket one = new FakeSocket();
    Desk bearer = enter(one, Optional.of(shown));
    bearer.onText("{\"op\":\"subscribe\"}");
    shown.stands = false;
    bearer.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    assertThat(asked).doesNotContain("renew n");
    assertThat(one.closes).hasSize(1).allMatch(close -> close.startsWith("4401"));
  }

  @Test
  void shouldEndASilentDeskOnceItsPassIsWithdrawn() {
    FakeSocket one = new FakeSocket();
    Desk bearer = enter(one, Optional.of(shown));
    shown.stands = false;
    bearer.onTick(now);
    assertThat(one.closes).hasSize(1).allMatch(close -> close.startsWith("4401"));
  }

  @Test
  void shouldGiveItsPlaceBackWhenItLeaves() {
    shown.room = 1;
    FakeSocket first = new FakeSocket();
    Desk one = enter(first, Optional.of(shown));
    FakeSocket second = new FakeSocket();
    enter(second, Optional.of(shown));
    assertThat(second.closes).containsExactly("4403 too many desks with this token");
    one.onClosed();
    FakeSocket third = new FakeSocket();
    enter(third, Optional.of(shown));
    assertThat(third.closes).isEmpty();
  }
}
