package io.driftgate.journal;

import io.driftgate.core.fact.Stamp;

/**
 * What a process says of itself when it begins.
 *
 * @param version of the program
 * @param configurationSha256 of the configuration file's bytes, in hex
 */
public record JournalStart(long epoch, Stamp at, String version, String configurationSha256) {}
