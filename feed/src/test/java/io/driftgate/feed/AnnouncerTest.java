package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.driftgate.feed.desk.CloseCode;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.DeskRules;
import io.driftgate.feed.desk.DeskSocket;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.frame.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate loop's side, with loops that the test turns by hand. */
final class AnnouncerTest {
  private final FakeGate gate = new FakeGate("A", "B");
  private final Deque<Runnable> gateLoop = new ArrayDeque<>();
  private final Deque<Runnable> deskLoop = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final TransitionLog log = new TransitionLog();
  private long nanos;
  private final FeedClock clock =
      new FeedClock() {
        @Override
        public long nanos() {
          return nanos;
        }

        @Override
        public long wallMs() {
          return 1;
        }
      };
  private int subscribers;
  private Announcer announcer;
  private Desk desk;

  private final class Listening implements DeskSocket {
    @Override
    public void write(ByteBuf frame) {
      String text = frame.toString(StandardCharsets.UTF_8);
      heard.add(text.substring(Math.max(0, text.indexOf('{'))));
      frame.release();
    }

    @Override
    public void flush() {}

    @Override
    public long pendingBytes() {
      return 0;
    }

    @Override
    public void whenTaken(Runnable taken) {}

    @Override
    public void close(CloseCode code, String reason) {
      heard.add("closed " + code.code());
    }

    @Override
    public void terminate() {}
  }

  @BeforeEach
  void connect() {
    announcer =
        new Announcer(gate, gate, clock, 1_000, gateLoop::add, log, now -> subscribers = now);
    gate.tell(announcer);
    DeskRoom room =
        new DeskRoom(
            deskLoop::add,
            deskLoop::add,
            announcer,
            new DeskRules(1_000_000_000L, 5_000_000_000L, 1 << 20),
            FeedClock.SYSTEM,
            new FeedCounts(),
            UnpooledByteBufAllocator.DEFAULT);
    announcer.open(List.of(room));
    desk = room.enter(new Listening(), WireFrame.text("{hello}".getBytes(StandardCharsets.UTF_8)));
  }

  private static void turn(Deque<Runnable> loop) {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  private List<String> types() {
    return heard.stream().map(text -> text.replaceAll(".*\"type\":\"(\\w+)\".*", "$1")).toList();
  }

  private void subscribe() {
    desk.onText("{\"op\":\"subscribe\"}");
    turn(gateLoop);
    turn(deskLoop);
  }

  @Test
  void shouldPutTheSnapshotExactlyBetweenTheTransitionsAroundIt() {
    desk.onText("{\"op\":\"subscribe\"}");
    gate.move("A", Quotes.OPEN);
    turn(gateLoop);
    gate.move("B", Quotes.OPEN);
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot", "transition");
    assertThat(heard.get(1)).contains("\"seq\":1", "\"id\":\"A\",\"version\":1");
    assertThat(heard.get(2)).contains("\"seq\":2", "\"market\":\"B\"");
  }

  @Test
  void shouldPutTheTransitionOfJudgingBeforeTheGrant() {
    subscribe();
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    gate.atNextJudgement(() -> gate.move("A", Quotes.WIDEN));
    turn(gateLoop);
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot", "transition", "lease");
    String viewHash =
        RowHashes.view(gate.markets().stream().map(row -> row.rowHash()).toList()).toString();
    assertThat(heard.get(3)).contains("\"nonce\":\"n\"", "\"seq\":1", viewHash);
  }

  @Test
  void shouldJudgeAgainWhenTheProcessStoodStillOnTheWayOfAGrant() {
    subscribe();
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    turn(gateLoop);
    nanos += 250_000_001L;
    gate.atNextJudgement(() -> gate.move("A", Quotes.WIDEN));
    turn(deskLoop);
    assertThat(types())
        .as("the grant of before says nothing")
        .containsExactly("{hello}", "snapshot");
    turn(gateLoop);
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot", "transition", "lease");
  }

  @Test
  void shouldGrantAndTellNothingAfterTheFarewell() {
    subscribe();
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    announcer.farewell(() -> {});
    turn(gateLoop);
    gate.move("A", Quotes.OPEN);
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot", "snapshot", "closed 1012");
  }

  @Test
  void shouldNotHopToARoomWhereNobodyListens() {
    gate.move("A", Quotes.OPEN);
    announcer.heartbeat();
    announcer.telemetry();
    assertThat(deskLoop).isEmpty();
    assertThat(gate.reads()).isZero();
    assertThat(log.transitions()).hasSize(1);
  }

  @Test
  void shouldForgetADeskThatLeft() {
    subscribe();
    assertThat(subscribers).isEqualTo(1);
    announcer.leave(desk);
    turn(gateLoop);
    assertThat(subscribers).isZero();
    gate.move("A", Quotes.OPEN);
    assertThat(deskLoop).isEmpty();
  }

  @Test
  void shouldKeepTenThousandTransitionsAndEveryDecisionsTime() {
    for (int i = 0; i < TransitionLog.MAX_KEPT + 5; i++) {
      gate.move("A", i % 2 == 0 ? Quotes.OPEN : Quotes.WIDEN);
    }
    assertThat(log.transitions()).hasSize(TransitionLog.MAX_KEPT);
    assertThat(log.transitions().get(0).seq()).isEqualTo(6);
    assertThat(log.decisions().getTotalCount()).isEqualTo(TransitionLog.MAX_KEPT + 5);
  }
}
