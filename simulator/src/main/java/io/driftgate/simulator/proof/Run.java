package io.driftgate.simulator.proof;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One gate, told all that a world brings, and ticked exactly when it asks for it unless its process
 * stands still. Stops at the first invariant that does not hold.
 */
public final class Run {
  /** What the gate itself throws is a bug whatever it was told. */
  public static final String THROWS_NOTHING = "no input makes the gate throw";

  /** All nodes are looked at once in so many steps, and in each step with a signal. */
  static final int THOROUGH_EVERY_STEPS = 256;

  private static final long NANOS_PER_MS = 1_000_000;

  private final Stage stage;
  private final Core.Maker maker;
  private final List<Invariant> invariants;
  private final Step step = new Step();
  private final int thoroughEverySteps;
  private final SignalDigest digest = new SignalDigest();
  private final List<Consumer<Step>> listeners = new ArrayList<>();
  private long epoch = 1;
  private long wallOffsetMs;
  private long stalledUntilNanos = Long.MIN_VALUE;
  private long clockNanos;
  private long steps;
  private int deliveries;

  /** Starts the gate. */
  public Run(Stage stage, Core.Maker maker, List<Invariant> invariants) {
    this(stage, maker, invariants, THOROUGH_EVERY_STEPS);
  }

  Run(Stage stage, Core.Maker maker, List<Invariant> invariants, int thoroughEverySteps) {
    this.thoroughEverySteps = thoroughEverySteps;
    this.stage = stage;
    this.maker = maker;
    this.invariants = List.copyOf(invariants);
    wallOffsetMs = stage.start().wallMs() - Math.floorDiv(stage.start().nanos(), NANOS_PER_MS);
    clockNanos = stage.start().nanos();
    startGate();
  }

  private void startGate() {
    Stamp at = new Stamp(clockNanos, wallMs(clockNanos));
    step.clear();
    step.clocks(clockNanos, wallOffsetMs);
    Core core = maker.make(stage.fleet().plan(0), epoch, at, step);
    step.begin(core, stage.fleet().plan(0), clockNanos);
    step.signals().forEach(digest::add);
    invariants.forEach(invariant -> invariant.onStart(step));
  }

  private long wallMs(long nanos) {
    return wallOffsetMs + Math.floorDiv(nanos, NANOS_PER_MS);
  }

  /** Is told of every step, before it is judged. */
  public void onStep(Consumer<Step> listener) {
    listeners.add(listener);
  }

  /** Which headers the gate misses now. */
  public List<BlockRef> missing(ChainId chain) {
    return step.view().missingHeaders(chain);
  }

  /** Takes deliveries until there are no more, or something is broken. */
  public Optional<Broken> take(Supplier<Optional<Delivery>> source) {
    Optional<Delivery> next = source.get();
    Optional<Broken> broken = Optional.empty();
    while (next.isPresent() && broken.isEmpty()) {
      broken = take(next.get());
      next = broken.isEmpty() ? source.get() : next;
    }
    return broken;
  }

  /** Ticks what is due before the delivery, and makes it. */
  public Optional<Broken> take(Delivery delivery) {
    deliveries++;
    Optional<Broken> broken = tickUntil(delivery.atNanos());
    clockNanos = Math.max(clockNanos, delivery.atNanos());
    return broken.isPresent() ? broken : tell(delivery.input());
  }

  private Optional<Broken> tickUntil(long nanos) {
    Optional<Broken> broken = Optional.empty();
    long at = nextTickNanos();
    while (at < nanos && broken.isEmpty()) {
      clockNanos = at;
      broken = step(new Input.Tick(new Stamp(at, wallMs(at))), true);
      at = nextTickNanos();
    }
    return broken;
  }

  private long nextTickNanos() {
    long wanted = step.deadlineNanos();
    return wanted == Long.MAX_VALUE
        ? wanted
        : Math.max(Math.max(wanted, stalledUntilNanos), clockNanos);
  }

  private Optional<Broken> tell(Input input) {
    if (input instanceof Input.Clock clock) {
      wallOffsetMs = clock.offsetMs();
    } else if (input instanceof Input.Stall stall) {
      stalledUntilNanos = Math.max(stalledUntilNanos, stall.untilNanos());
    } else if (input instanceof Input.Restart) {
      epoch++;
      startGate();
    } else {
      return step(input, false);
    }
    return Optional.empty();
  }

  private Optional<Broken> step(Input input, boolean due) {
    long at = Math.max(input.stampNanos(), step.nowNanos());
    step.clocks(clockNanos, wallOffsetMs);
    for (Invariant invariant : invariants) {
      Optional<String> wrong = invariant.beforeStepAt(at, step);
      if (wrong.isPresent()) {
        return broken(invariant.claim(), wrong.get());
      }
    }
    step.prepare(input, due);
    try {
      input.tell(step.core().inputs(), step.core().orders());
    } catch (RuntimeException e) {
      return broken(THROWS_NOTHING, e.toString());
    }
    steps++;
    if (input instanceof Input.Plan swap) {
      step.adopt(swap.plan());
      invariants.forEach(invariant -> invariant.onPlan(step));
    }
    step.complete(steps % thoroughEverySteps == 0);
    step.signals().forEach(digest::add);
    listeners.forEach(listener -> listener.accept(step));
    return judge();
  }

  private Optional<Broken> judge() {
    for (int i = 0; i < invariants.size(); i++) {
      Optional<String> wrong = invariants.get(i).check(step);
      if (wrong.isPresent()) {
        return broken(invariants.get(i).claim(), wrong.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Broken> broken(String claim, String what) {
    return Optional.of(new Broken(claim, what, step.nowNanos(), deliveries));
  }

  /** Steps taken, ticks included. */
  public long steps() {
    return steps;
  }

  /** Of all signals so far. */
  public String digest() {
    return digest.hex();
  }
}
