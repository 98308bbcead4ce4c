package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateLoopTest {
  private static final long MS = 1_000_000;
  private static final long GAP = 250 * MS;

  /** Below zero, where nanoTime may legally be. */
  private static final long START = -4 * MS;

  private final FakeTimer timer = new FakeTimer(START);
  private final FakeCore core = new FakeCore();
  private final List<Throwable> crashes = new ArrayList<>();
  private final GateLoop loop =
      new GateLoop(core, () -> core.deadlineNanos, timer, timer, GAP, crashes::add);

  @Test
  void shouldTickAtTheDeadlineToTheNanosecond() {
    loop.start();
    core.deadlineNanos = START + 3 * MS + 17;
    loop.onPush(push());

    timer.pass(3 * MS + 16);
    assertThat(core.ticks).isEmpty();
    timer.pass(1);

    assertThat(core.ticks).containsExactly(START + 3 * MS + 17);
  }

  @Test
  void shouldMoveTheTimerForwardWhenADeadlineComesEarlier() {
    core.deadlineNanos = START + 9 * MS;
    loop.start();
    core.deadlineNanos = START + 2 * MS;
    loop.onPush(push());

    timer.pass(5 * MS);

    assertThat(core.ticks).containsExactly(START + 2 * MS);
  }

  @Test
  void shouldNotTickWhenTheDeadlineHasMovedLater() {
    core.deadlineNanos = START + 2 * MS;
    loop.start();
    core.deadlineNanos = START + 5 * MS;
    loop.onPush(push());

    timer.pass(4 * MS);
    assertThat(core.ticks).isEmpty();
    timer.pass(MS);

    assertThat(core.ticks).containsExactly(START + 5 * MS);
  }

  @Test
  void shouldKeepOneTimerForTheDeadlineAndOneForStalls() {
    loop.start();
    for (int i = 1; i <= 100; i++) {
      core.deadlineNanos = START + (200 - i) * MS;
      loop.onPush(push());
    }

    assertThat(timer.waiting()).isEqualTo(2);
  }

  @Test
  void shouldNotSpinWhenADeadlineStaysDue() {
    core.clearsOnTick = false;
    core.deadlineNanos = START + MS;
    loop.start();

    timer.pass(2 * MS);

    assertThat(core.ticks).hasSizeBetween(2, 12);
  }

  @Test
  void shouldApplyWhatIsDueBeforeAnybodyIsGrantedAnything() {
    loop.start();
    core.deadlineNanos = START + 5 * MS;
    timer.stall(7 * MS);

    Stamp judged = loop.judge();

    assertThat(judged.nanos()).isEqualTo(START + 7 * MS);
    assertThat(core.ticks).containsExactly(START + 7 * MS);
  }

  @Test
  void shouldJudgeBeforeAnInputThatFollowsAGap() {
    loop.start();
    timer.stall(GAP + 1);

    loop.onPush(push());

    assertThat(core.calls).endsWith("tick", "push");
  }

  @Test
  void shouldHandOverAnInputAloneWhenThereWasNoGap() {
    loop.start();
    timer.stall(GAP);

    loop.onPush(push());

    assertThat(core.calls).containsExactly("push");
  }

  @Test
  void shouldMeasureHowLongItStoodStill() {
    loop.start();
    timer.stall(100 * MS);
    timer.pass(0);

    assertThat(loop.stallMicros().getMaxValue()).isBetween(89_000L, 91_000L);
  }

  @Test
  void shouldFailClosedOnceWhenTheCoreThrows() {
    loop.start();
    core.bug = new IllegalStateException("broken");

    loop.onPush(push());
    loop.onPush(push());
    timer.pass(1_000 * MS);

    assertThat(crashes).containsExactly(core.bug);
    assertThat(timer.waiting()).isZero();
    assertThatThrownBy(loop::judge).isInstanceOf(IllegalStateException.class);
  }

  private static PushChanged push() {
    return new PushChanged(new NodeId("n"), true, new Stamp(START, 0));
  }

  private static final class FakeCore implements GateInputs {
    private final List<String> calls = new ArrayList<>();
    private final List<Long> ticks = new ArrayList<>();
    private long deadlineNanos = Alarm.NEVER;
    private boolean clearsOnTick = true;
    private RuntimeException bug;

    @Override
    public void onHead(HeadObserved fact) {
      calls.add("head");
    }

    @Override
    public void onFailure(ProbeFailed fact) {
      calls.add("failure");
    }

    @Override
    public void onPush(PushChanged fact) {
      if (bug != null) {
        throw bug;
      }
      calls.add("push");
    }

    @Override
    public void onKeepAlive(KeepAlive fact) {
      calls.add("alive");
    }

    @Override
    public void onClient(ClientIdentified fact) {
      calls.add("client");
    }

    @Override
    public void onHeader(HeaderFetched fact) {
      calls.add("header");
    }

    @Override
    public void onRollup(RollupObserved fact) {
      calls.add("rollup");
    }

    @Override
    public void onLiveness(LivenessObserved fact) {
      calls.add("liveness");
    }

    @Override
    public void onTick(Stamp now) {
      calls.add("tick");
      ticks.add(now.nanos());
      deadlineNanos = clearsOnTick ? Alarm.NEVER : deadlineNanos;
    }
  }
}
