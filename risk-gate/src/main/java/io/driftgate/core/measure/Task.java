package io.driftgate.core.measure;

/** Something to be done later in a step, or in a later one. */
@FunctionalInterface
public interface Task extends Runnable, Kept {}
