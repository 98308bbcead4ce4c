package io.driftgate.journal.recording;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import java.util.Optional;

/**
 * What every file begins with: all that is needed to begin a replay with it.
 *
 * @param epoch the process's start count
 * @param number of the file within the process, from 1
 * @param version of the program
 * @param core {@link CoreVersion}: only the same core can read the snapshot
 * @param configurationSha256 of the configuration file, in hex
 * @param began the core's first moment
 * @param at of the last input before this file; {@code began} if there is none
 * @param plan in force
 * @param exact whether the snapshot is the live core's state: nothing was missed since {@code
 *     began}
 * @param missed items missed since the file before
 * @param snapshot the core's whole state; empty if none could be taken
 */
public record FileStart(
    long epoch,
    long number,
    String version,
    String core,
    String configurationSha256,
    Stamp began,
    Stamp at,
    FleetPlan plan,
    boolean exact,
    long missed,
    Optional<byte[]> snapshot) {}
