/**
 * The collector: it asks nodes and listens to them, stamps what they say on arrival, and tells the
 * core. It judges nothing: bytes become facts or named failures, and the core decides what they
 * mean.
 *
 * <p>{@code transport} moves bytes and knows no protocol; {@code protocol} is what one must be,
 * with a package for each that turns bytes into words and does no I/O; this package schedules and
 * brings the two together. A collector runs on one event loop, the one it is given.
 */
package io.driftgate.collector;
