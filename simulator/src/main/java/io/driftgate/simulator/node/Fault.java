package io.driftgate.simulator.node;

/**
 * A fault and how much of it.
 *
 * @param amount nanoseconds of a {@link FaultKind#DELAY}, blocks of a {@link FaultKind#LIE}, else 0
 */
public record Fault(FaultKind kind, long amount) {
  /** All is well. */
  public static final Fault NONE = of(FaultKind.NONE);

  public Fault {
    boolean measured = kind == FaultKind.DELAY || kind == FaultKind.LIE;
    if (measured ? amount < 1 : amount != 0) {
      throw new IllegalArgumentException(kind + " by " + amount);
    }
  }

  /** A fault that has no amount. */
  public static Fault of(FaultKind kind) {
    return new Fault(kind, 0);
  }

  /** Blocks arrive late by this much, beyond the node's usual latency. */
  public static Fault delay(long delayNanos) {
    return new Fault(FaultKind.DELAY, delayNanos);
  }

  /** The head is claimed this many blocks above the truth. */
  public static Fault lie(long leadBlocks) {
    return new Fault(FaultKind.LIE, leadBlocks);
  }

  /** 0 for every other fault. */
  public long delayNanos() {
    return kind == FaultKind.DELAY ? amount : 0;
  }
}
