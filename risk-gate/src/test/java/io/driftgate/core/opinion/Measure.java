package io.driftgate.core.opinion;

/** One metric over one scope. */
interface Measure {
  Value value();

  /** When it would rise above a limit if nothing more arrived; nothing for what does not grow. */
  default void crossings(long limit, Instants out) {}
}
