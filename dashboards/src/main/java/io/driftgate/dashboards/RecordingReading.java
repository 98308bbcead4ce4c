package io.driftgate.dashboards;

/**
 * What the recorder says of itself at one moment; all since the start.
 *
 * @param recording whether what passes the gate goes to a file now
 * @param items written: inputs of the core, and what it told
 * @param dropped items that are in no file
 * @param bytes written, compressed
 * @param errors of the disk; each ends a file
 * @param differences where the recorder's own core told something else than the live one
 */
public record RecordingReading(
    boolean recording, long items, long dropped, long bytes, long errors, long differences) {}
