package io.driftgate.dashboards;

import org.HdrHistogram.Histogram;

/**
 * What the journal says of itself at one moment.
 *
 * @param writable whether what relaxes can be journalled
 * @param waiting entries that are not on the disk yet
 * @param rows written since the start
 * @param dropped entries that did not fit since the start
 * @param failures attempts to open it or to write that failed
 * @param flushMicros each transaction, to the disk's answer; a copy
 */
public record JournalReading(
    boolean writable, int waiting, long rows, long dropped, long failures, Histogram flushMicros) {}
