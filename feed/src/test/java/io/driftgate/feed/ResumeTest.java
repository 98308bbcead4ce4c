package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResumeTest {
  private static final List<Quotes> QUOTES = List.of(Quotes.values());
  private static final List<String> MARKETS = List.of("A", "B", "C", "D");
  private final AnnouncerStage stage = new AnnouncerStage("A", "B", "C", "D");

  private static String since(long epoch, long seq) {
    return "{'op':'subscribe','since':{'epoch':%d,'seq':%d}}".formatted(epoch, seq);
  }

  private List<String> answerTo(String subscribe) {
    return stage.enter().say(subscribe).types().stream().skip(1).toList();
  }

  private void move(String market) {
    stage.gate.move(market, Quotes.OPEN);
    stage.gate.move(market, Quotes.WITHDRAW);
  }

  @Test
  void shouldSendWhatWasMissedOfTheMarketsThatItSees() {
    stage.first.say("{'op':'subscribe'}");
    move("A");
    move("B");
    AnnouncerStage.Seat desk = stage.enter();
    desk.say("{'op':'subscribe','markets':['B'],'since':{'epoch':7,'seq':1}}");
    assertThat(desk.types().stream().skip(1)).containsExactly("transition", "transition");
    assertThat(desk.heard.get(1)).contains("\"market\":\"B\"", "\"seq\":3", "\"version\":1");
    assertThat(desk.heard.get(2)).contains("\"market\":\"B\"", "\"seq\":4", "\"version\":2");
    assertThat(stage.counts.totals().resumed()).isEqualTo(1);
  }

  @Test
  void shouldSendNothingToADeskThatMissedNothingAndLetTheGrantTell() {
    stage.first.say("{'op':'subscribe'}");
    move("A");
    AnnouncerStage.Seat desk = stage.enter().say(since(7, 2));
    assertThat(desk.types()).containsExactly("{hello}");
    desk.say("{'op':'renew','nonce':'n'}");
    move("B");
    stage.turnAll();
    assertThat(desk.types()).containsExactly("{hello}", "lease", "transition", "transition");
  }

  @Test
  void shouldSendASnapshotWhereTransitionsWouldNotDo() {
    stage.first.say("{'op':'subscribe'}");
    move("A");
    assertThat(answerTo(since(6, 1))).as("another epoch").containsExactly("snapshot");
    assertThat(answerTo(since(8, 1))).as("a later epoch").containsExactly("snapshot");
    assertThat(answerTo(since(7, 3))).as("the future").containsExactly("snapshot");
    assertThat(answerTo(since(7, Long.MAX_VALUE))).containsExactly("snapshot");
  }

  @Test
  void shouldSendASnapshotWhenTheRingHasForgotten() {
    stage.first.say("{'op':'subscribe','markets':[]}");
    for (int i = 0; i < TransitionLog.MAX_KEPT / 2 + 2; i++) {
      move("A");
    }
    String other = "{'op':'subscribe','markets':['B'],'since':{'epoch':7,'seq':%d}}";
    assertThat(answerTo(other.formatted(3))).containsExactly("snapshot");
    assertThat(stage.log.after(4, TransitionLog.MAX_KEPT, Long.MAX_VALUE).orElseThrow())
        .hasSize(TransitionLog.MAX_KEPT);
    assertThat(stage.log.after(3, TransitionLog.MAX_KEPT, Long.MAX_VALUE)).isEmpty();
    assertThat(stage.log.after(10_003, TransitionLog.MAX_KEPT, 100)).isEmpty();
    assertThat(stage.log.after(10_003, TransitionLog.MAX_KEPT, 1_000)).isPresent();
  }

  @Test
  void shouldSendASnapshotToADeskThatChangesWhatItSees() {
    stage.first.say("{'op':'subscribe','markets':['A']}");
    move("B");
    stage.first.say("{'op':'subscribe','markets':['*'],'since':{'epoch':7,'seq':1}}");
    assertThat(stage.first.types()).containsExactly("{hello}", "snapshot", "snapshot");
  }

  @Test
  void shouldSendASnapshotWhenMarketsCameWithoutATransition() {
    stage.first.say("{'op':'subscribe'}");
    move("A");
    stage.gate.add("E");
    stage.nanos += 50_000_001L;
    assertThat(answerTo(since(7, 1))).containsExactly("snapshot");
    assertThat(answerTo(since(7, 2))).as("from before or after?").containsExactly("snapshot");
    move("A");
    assertThat(answerTo(since(7, 3))).containsExactly("transition");
  }

  @Test
  void shouldGrantForTheRowsThatANewDeskWasShown() {
    stage.first.say("{'op':'subscribe'}").say("{'op':'renew','nonce':'n'}");
    stage.gate.add("E");
    stage.nanos += 50_000_001L;
    AnnouncerStage.Seat desk = stage.enter();
    desk.say("{'op':'subscribe'}").say("{'op':'renew','nonce':'n'}");
    DeskTable table = new DeskTable();
    desk.heard.stream().skip(1).forEach(text -> table.take(new JsonObject(text)));
    assertThat(table.grants()).isEqualTo(1);
  }

  @Test
  void shouldShareASnapshotThatIsStillTrueAndNoOther() {
    String first = stage.enter().say("{'op':'subscribe'}").last("snapshot");
    assertThat(stage.enter().say("{'op':'subscribe'}").last("snapshot")).isEqualTo(first);
    move("A");
    assertThat(stage.enter().say("{'op':'subscribe'}").last("snapshot")).contains("\"seq\":2");
    assertThat(stage.enter().say("{'op':'subscribe','markets':['A']}").last("snapshot"))
        .doesNotContain("\"id\":\"B\"");
  }

  /** Desks that come, go and come back in between random transitions end where the gate is. */
  @Test
  void shouldArriveAtTheGatesViewHashOnEveryWalk() {
    for (int seed = 0; seed < 40; seed++) {
      walk(new Random(seed));
    }
  }

  private void walk(Random random) {
    AnnouncerStage walked = new AnnouncerStage(MARKETS.toArray(String[]::new));
    String view = random.nextBoolean() ? "'*'" : "'A','C'";
    String signed = random.nextBoolean() ? ",'signed':true" : "";
    DeskTable table = new DeskTable();
    String since = "";
    for (int visit = 0; visit < 12; visit++) {
      AnnouncerStage.Seat desk = walked.enter();
      desk.desk.onText(
          "{'op':'subscribe','markets':[%s]%s%s}"
              .formatted(view, signed, since)
              .replace('\'', '"'));
      for (int step = random.nextInt(12); step > 0; step--) {
        moves(walked, random);
        turnSome(walked, random);
      }
      walked.turnAll();
      desk.say("{'op':'renew','nonce':'n'}");
      for (String text : desk.heard.subList(1, desk.heard.size())) {
        table.take(new JsonObject(text.substring(text.indexOf('{'))));
      }
      assertThat(table.grants()).isEqualTo(visit + 1);
      desk.leave();
      moves(walked, random);
      since = ",'since':{'epoch':7,'seq':%d}".formatted(table.seq());
    }
    assertThat(table.snapshots()).as("all but the first were resumed").isEqualTo(1);
  }

  private static void moves(AnnouncerStage walked, Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      walked.gate.move(MARKETS.get(random.nextInt(4)), QUOTES.get(random.nextInt(3)));
    }
  }

  private static void turnSome(AnnouncerStage walked, Random random) {
    for (var loop : List.of(walked.gateLoop, walked.lane, walked.deskLoop)) {
      if (random.nextBoolean()) {
        AnnouncerStage.turn(loop);
      }
    }
  }
}
