package io.driftgate.app.monitor;

import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/** This machine's two clocks. Any thread. */
public final class MachineClock implements Supplier<Stamp> {
  @Override
  public Stamp get() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }
}
