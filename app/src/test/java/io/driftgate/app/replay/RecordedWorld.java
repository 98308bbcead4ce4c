package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.journal.recording.RecordedGate;
import io.driftgate.journal.recording.Recorder;
import io.driftgate.journal.recording.RecordingFigures;
import io.driftgate.journal.recording.RecordingSettings;
import io.driftgate.journal.recording.RecordingStart;
import io.driftgate.simulator.proof.Core;
import io.driftgate.simulator.proof.Proof;
import io.driftgate.simulator.proof.Seed;
import io.driftgate.simulator.virtual.Feature;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A random world, recorded: gates that open once their journal says so, each with a recorder. */
final class RecordedWorld {
  private static final long LIMIT_MS = 60_000;
  private static final long YEAR_MS = TimeUnit.DAYS.toMillis(365);

  final List<GateSignal> transitions = new ArrayList<>();
  final List<RecordingFigures> figures = new ArrayList<>();
  private final RecordingSettings settings;
  private Life life;

  private RecordedWorld(RecordingSettings settings) {
    this.settings = settings;
  }

  static RecordedWorld run(long seed, long lengthNanos, Path folder, long fileBytes) {
    RecordedWorld world =
        new RecordedWorld(new RecordingSettings(folder, YEAR_MS, 1L << 40, YEAR_MS, fileBytes));
    Seed.Outcome outcome =
        Proof.world(seed, Feature.supported(), lengthNanos).run(world::begin, List.of());
    assertThat(outcome.broken()).isEmpty();
    world.end();
    return world;
  }

  private Core begin(FleetPlan plan, long epoch, Stamp start, SignalListener listener) {
    end();
    life = new Life(plan, epoch, start, listener);
    return life.core();
  }

  private void end() {
    if (life != null) {
      assertThat(life.recorder.close(LIMIT_MS)).isTrue();
      figures.add(life.recorder.figures());
      life = null;
    }
  }

  /** One process. */
  private final class Life implements SignalListener {
    private final SignalListener world;
    private final RiskGate gate;
    private final Recorder recorder;
    private final RecordedGate tee;
    private long ticket;

    Life(FleetPlan plan, long epoch, Stamp start, SignalListener world) {
      this.world = world;
      gate = new RiskGate(plan, epoch, start, Openings.JOURNALLED, this);
      recorder = new Recorder(settings, new RecordingStart(plan, epoch, start, "test", "c0ffee"));
      tee = new RecordedGate(gate, recorder);
      recorder.begin();
    }

    Core core() {
      return new Core(
          as(GateInputs.class), as(GateOrders.class), gate, gate::nextDeadlineNanos, gate::held);
    }

    private <T> T as(Class<T> port) {
      return port.cast(
          Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, this::call));
    }

    /** The journal has everything on the disk before the next input. */
    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
      try {
        Object nothing = method.invoke(tee, arguments);
        if (ticket > 0) {
          long given = ticket;
          ticket = 0;
          tee.onJournalled(new Journalled(given, new Stamp(Long.MIN_VALUE, 0)));
        }
        return nothing;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    @Override
    public void onSignal(GateSignal signal) {
      if (tee != null) {
        transitions.add(signal);
        tee.onSignal(signal);
      }
      world.onSignal(signal);
    }

    @Override
    public void onShadow(String policy, GateSignal signal) {
      if (tee != null) {
        tee.onShadow(policy, signal);
      }
      world.onShadow(policy, signal);
    }

    @Override
    public void onOpening(Opening opening) {
      ticket = opening.ticket();
      tee.onOpening(opening);
    }

    @Override
    public void onNotice(Notice notice) {
      if (tee != null) {
        tee.onNotice(notice);
      }
      world.onNotice(notice);
    }
  }
}
