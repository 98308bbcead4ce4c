package io.driftgate.feed.desk;

/**
 * How far a desk's table goes.
 *
 * @param epoch of the gate process that it heard
 * @param seq of the last transition that it knows of
 */
public record Since(long epoch, long seq) {}
