package io.driftgate.journal;

import org.HdrHistogram.Histogram;

/**
 * What the journal counts of itself, since the start.
 *
 * @param waiting entries that are not on the disk yet
 * @param dropped entries that did not fit; a row says so in their place
 * @param rows written
 * @param failures attempts to open or to write that failed
 * @param flushMicros each transaction, from its first row to the disk's answer; a copy
 */
public record JournalFigures(
    int waiting, long dropped, long rows, long failures, Histogram flushMicros) {}
