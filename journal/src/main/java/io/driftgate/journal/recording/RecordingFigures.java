package io.driftgate.journal.recording;

/**
 * What a recorder counts, since the start.
 *
 * @param items written to files, inputs and outputs
 * @param dropped items that are in no file
 * @param bytes written, compressed
 * @param errors of the disk; each ends a file
 * @param differences where the recorder's own core told something else than the live one; any is a
 *     bug
 * @param isWriting whether items go to a file now
 */
public record RecordingFigures(
    long items, long dropped, long bytes, long errors, long differences, boolean isWriting) {}
