package io.driftgate.app.monitor;

import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A clock and a timer that stand still until told. */
final class FakeTimer implements LoopTimer, Supplier<Stamp> {
  private final List<Call> calls = new ArrayList<>();
  private long nowNanos;

  private record Call(long atNanos, Runnable task) {}

  FakeTimer(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  @Override
  public Pending after(long delayNanos, Runnable task) {
    Call call = new Call(nowNanos + delayNanos, task);
    calls.add(call);
    return () -> calls.remove(call);
  }

  @Override
  public Stamp get() {
    return new Stamp(nowNanos, nowNanos / 1_000_000);
  }

  int waiting() {
    return calls.size();
  }

  /** Time passes without the loop getting its turn. */
  void stall(long nanos) {
    nowNanos += nanos;
  }

  /** Time passes, call by call. */
  void pass(long nanos) {
    long endNanos = nowNanos + nanos;
    for (Optional<Call> next = dueBy(endNanos); next.isPresent(); next = dueBy(endNanos)) {
      nowNanos = Math.max(nowNanos, next.get().atNanos());
      calls.remove(next.get());
      next.get().task().run();
    }
    nowNanos = endNanos;
  }

  private Optional<Call> dueBy(long endNanos) {
    return calls.stream()
        .filter(call -> call.atNanos() <= endNanos)
        .min(Comparator.comparingLong(Call::atNanos));
  }
}
