package io.driftgate.core.opinion;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A core and its second opinion, told the same; after each step everything that both hold must be
 * equal, and the core must have asked to be called no later than anything would change.
 */
public final class Comparison {
  private static final int REMEMBERED = 12;

  private final RiskGate core;
  private final SecondOpinion opinion;
  private final Recorder recorder = new Recorder();
  private final Deque<Told> lately = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private long steps;
  private int transitions;
  private long wallOffsetMs;

  /** What a shadow of a policy did. */
  record OfShadow(String policy, GateSignal signal) {
    boolean isOf(MarketOpinion shadow) {
      return signal.market().equals(shadow.id) && policy.equals(shadow.policyId());
    }
  }

  /** What the core says. */
  private static final class Recorder implements SignalListener {
    private final List<GateSignal> signals = new ArrayList<>();
    private final List<OfShadow> shadows = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    @Override
    public void onSignal(GateSignal signal) {
      signals.add(signal);
    }

    @Override
    public void onShadow(String policy, GateSignal signal) {
      shadows.add(new OfShadow(policy, signal));
    }

    @Override
    public void onNotice(Notice notice) {
      notices.add(notice);
    }
  }

  /** Starts both. */
  public Comparison(FleetPlan plan, Stamp start) {
    core = new RiskGate(plan, 1, start, recorder);
    opinion = new SecondOpinion(plan, start);
    wallOffsetMs = start.wallMs() - Math.floorDiv(start.nanos(), 1_000_000);
    compare("start");
  }

  /** How many steps were compared. */
  public long steps() {
    return steps;
  }

  /** The core, to be looked at. */
  public RiskGate core() {
    return core;
  }

  /** Transitions so far. */
  public int transitions() {
    return transitions;
  }

  /** Tells both, as if they were one core; what is due is served at its instant. */
  public GateInputs inputs() {
    return both(GateInputs.class);
  }

  /** See {@link #inputs}. */
  public GateOrders orders() {
    return both(GateOrders.class);
  }

  private <T> T both(Class<T> port) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          Told told =
              new Told(stampOf(args), method.getName() + Arrays.toString(args), tell(method, args));
          tell(told);
          return null;
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static BiConsumer<GateInputs, GateOrders> tell(Method method, Object... args) {
    return (inputs, orders) -> {
      try {
        method.invoke(inputs, args);
      } catch (InvocationTargetException e) {
        throw new AssertionError(method + " throws", e.getCause());
      } catch (IllegalAccessException e) {
        throw new AssertionError(method + " cannot be called", e);
      }
    };
  }

  private static Stamp stampOf(Object... args) {
    Object last = args[args.length - 1];
    if (last instanceof Stamp stamp) {
      return stamp;
    }
    return Arrays.stream(last.getClass().getRecordComponents())
        .filter(component -> component.getType() == Stamp.class)
        .map(component -> stampIn(last, component))
        .findFirst()
        .orElseThrow();
  }

  private static Stamp stampIn(Object fact, RecordComponent component) {
    try {
      return (Stamp) component.getAccessor().invoke(fact);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(fact + " does not tell its stamp", e);
    }
  }

  /** Serves the core's deadlines up to the input, each at its instant, then tells the input. */
  public void tell(Told told) {
    serveDeadlines(told.at().nanos());
    wallOffsetMs = told.at().wallMs() - Math.floorDiv(told.at().nanos(), 1_000_000);
    step(told);
  }

  /** Calls the core whenever it asked for it, up to an instant. */
  public void serveDeadlines(long untilNanos) {
    while (core.nextDeadlineNanos() <= untilNanos) {
      long at = Math.max(core.nextDeadlineNanos(), opinion.fleet().nowNanos());
      long before = core.nextDeadlineNanos();
      step(Told.tick(new Stamp(at, wallOffsetMs + Math.floorDiv(at, 1_000_000))));
      if (core.nextDeadlineNanos() <= before) {
        throw new AssertionError("the core asks again for " + before + history());
      }
    }
  }

  private void step(Told told) {
    lately.addLast(told);
    if (lately.size() > REMEMBERED) {
      lately.removeFirst();
    }
    steps++;
    recorder.signals.clear();
    recorder.shadows.clear();
    recorder.notices.clear();
    told.tell().accept(core, core);
    told.tell().accept(opinion, opinion);
    transitions += recorder.signals.size();
    long changed = opinion.fleet().firstChangeNanos();
    if (changed < told.at().nanos()) {
      throw new AssertionError(
          "the core did not ask to be called at "
              + changed
              + ": "
              + opinion.fleet().firstChange()
              + history());
    }
    compare(told.toString());
  }

  /** What the steps were about. */
  Tally tally() {
    return tally;
  }

  private void compare(String step) {
    tally.count(opinion.fleet());
    Differences differences = new Differences(core, opinion.fleet());
    differences.ofStep(recorder.signals, recorder.shadows, recorder.notices);
    differences.ofAll(steps);
    if (!differences.isEmpty()) {
      differences.ofAll(0);
      throw new AssertionError("at " + step + "\n  " + differences + history());
    }
  }

  private String history() {
    StringBuilder text = new StringBuilder("\nlately:");
    lately.forEach(told -> text.append("\n  ").append(told));
    return text.toString();
  }
}
