package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.driftgate.feed.desk.Desk;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate loop's side, with loops that the test turns by hand. */
final class AnnouncerTest {
  private final AnnouncerStage stage = new AnnouncerStage("A", "B");
  private final FakeGate gate = stage.gate;
  private final Deque<Runnable> gateLoop = stage.gateLoop;
  private final Deque<Runnable> deskLoop = stage.deskLoop;
  private final Announcer announcer = stage.announcer;
  private final TransitionLog log = stage.log;
  private final Desk desk = stage.first.desk;
  private final List<String> heard = stage.first.heard;

  private static void turn(Deque<Runnable> loop) {
    AnnouncerStage.turn(loop);
  }

  private List<String> types() {
    return stage.first.types();
  }

  private void subscribe() {
    stage.first.say("{'op':'subscribe'}");
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
    stage.nanos += 250_000_001L;
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
    assertThat(stage.subscribers).isEqualTo(1);
    announcer.leave(desk);
    turn(gateLoop);
    assertThat(stage.subscribers).isZero();
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

  @Test
  void shouldJudgeAgainWhenTheProcessStoodStillRightAfterTheJudgement() {
    subscribe();
    desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    gate.atNextJudgement(() -> stage.nanos += 250_000_001L);
    turn(gateLoop);
    gate.atNextJudgement(() -> gate.move("A", Quotes.WITHDRAW));
    turn(deskLoop);
    assertThat(types()).as("made before the pause").containsExactly("{hello}", "snapshot");
    stage.turnAll();
    assertThat(types()).containsExactly("{hello}", "snapshot", "transition", "lease");
  }

  @Test
  void shouldDropAHeartbeatThatWasHeldUp() {
    subscribe();
    announcer.heartbeat();
    stage.nanos += 250_000_001L;
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot");
    announcer.heartbeat();
    turn(deskLoop);
    assertThat(types()).containsExactly("{hello}", "snapshot", "heartbeat");
  }
}
