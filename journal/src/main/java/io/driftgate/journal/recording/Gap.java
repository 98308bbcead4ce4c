package io.driftgate.journal.recording;

/**
 * Stands where inputs, or what the core told, are missing.
 *
 * @param missed how many; 0 where nobody knows
 */
public record Gap(long missed) {}
