package io.driftgate.journal.recording;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;

/**
 * Of which core a recorder records the inputs.
 *
 * @param plan that the core begins with
 * @param epoch the process's start count
 * @param began the core's first moment
 * @param version of the program
 * @param configurationSha256 of the configuration file, in hex
 */
public record RecordingStart(
    FleetPlan plan, long epoch, Stamp began, String version, String configurationSha256) {}
