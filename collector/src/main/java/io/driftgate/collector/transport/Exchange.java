package io.driftgate.collector.transport;

/** What became of one request: a whole answer, or a named failure. */
public sealed interface Exchange permits Answer, Failure {}
