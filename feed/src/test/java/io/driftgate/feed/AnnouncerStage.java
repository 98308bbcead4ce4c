package io.driftgate.feed;

import io.driftgate.feed.desk.CloseCode;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.DeskRules;
import io.driftgate.feed.desk.DeskSocket;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.NodeTurns;
import io.driftgate.feed.desk.Passes;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.sign.SigningKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** An announcer and desks of one room, with loops that the test turns by hand. */
final class AnnouncerStage {
  static final long LEASE_MS = 1_000;
  private static final FeedOptions OPTIONS = new FeedOptions("127.0.0.1", 0, 250, LEASE_MS, "test");

  final Deque<Runnable> gateLoop = new ArrayDeque<>();
  final Deque<Runnable> lane = new ArrayDeque<>();
  final Deque<Runnable> deskLoop = new ArrayDeque<>();
  final TransitionLog log = new TransitionLog();
  final FeedCounts counts = new FeedCounts();
  final Timings confirmations = new Timings();
  final SigningKey key = SigningKey.random();
  final FakeGate gate;
  final Announcer announcer;
  final Seat first;
  private final DeskRoom room;
  long nanos;
  int laneRoom = Integer.MAX_VALUE;
  int subscribers;
  final FeedClock clock =
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

  AnnouncerStage(String... markets) {
    Delivery delivery =
        new Delivery(
            new Seats(now -> subscribers = now), Optional.of(new Signer(key, this::queue)));
    gate = new FakeGate(markets);
    announcer =
        new Announcer(
            gate,
            gate,
            clock,
            OPTIONS,
            gateLoop::add,
            log,
            delivery,
            counts,
            confirmations,
            new NodeTurns(gate, gateLoop::add));
    gate.tell(announcer);
    room =
        new DeskRoom(
            deskLoop::add,
            deskLoop::add,
            announcer,
            new DeskRules(LEASE_MS * 1_000_000, 5_000_000_000L, 1 << 20, true),
            FeedClock.SYSTEM,
            counts,
            UnpooledByteBufAllocator.DEFAULT);
    delivery.open(List.of(room));
    first = enter();
  }

  private void queue(Runnable task) {
    if (lane.size() >= laneRoom) {
      throw new RejectedExecutionException("full");
    }
    lane.add(task);
  }

  Seat enter() {
    return new Seat();
  }

  static void turn(Deque<Runnable> loop) {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  /** Until nothing is left to do anywhere. */
  void turnAll() {
    while (!gateLoop.isEmpty() || !lane.isEmpty() || !deskLoop.isEmpty()) {
      turn(gateLoop);
      turn(lane);
      turn(deskLoop);
    }
  }

  /** So long later. */
  void passMs(long ms) {
    nanos += ms * 1_000_000;
    announcer.confirm();
    turnAll();
  }

  /** A desk and what it was sent. */
  final class Seat implements DeskSocket {
    final List<String> heard = new ArrayList<>();
    final Desk desk;

    Seat() {
      desk =
          room.enter(
              this,
              WireFrame.text("{hello}".getBytes(StandardCharsets.UTF_8)),
              Optional.of(Passes.FREE),
              token -> Optional.empty());
    }

    /** With single quotes; done when it returns. */
    Seat say(String text) {
      desk.onText(text.replace('\'', '"'));
      turnAll();
      return this;
    }

    void leave() {
      room.left(desk);
      turnAll();
    }

    List<String> types() {
      return heard.stream()
          .map(text -> text.replaceAll("(?s).*\"type\":\"(\\w+)\".*", "$1"))
          .toList();
    }

    String last(String type) {
      return heard.stream()
          .filter(text -> text.contains("\"type\":\"" + type + "\""))
          .reduce((one, next) -> next)
          .orElseThrow();
    }

    /** Without the frame's header; with the line of the signature if there is one. */
    @Override
    public void write(ByteBuf frame) {
      frame.skipBytes(1);
      int length = frame.readByte();
      frame.skipBytes(length == 126 ? 2 : length == 127 ? 8 : 0);
      heard.add(frame.toString(StandardCharsets.UTF_8));
      frame.release();
    }

    @Override
    public boolean writeNow(ByteBuf frame) {
      return false;
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
}
