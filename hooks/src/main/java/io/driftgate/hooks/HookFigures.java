package io.driftgate.hooks;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one hook's deliveries came to, since the start.
 *
 * @param attempts begun
 * @param failures attempts that failed
 * @param late what restricts and was not taken within one lease
 * @param ends deliveries, by how they ended
 * @param takenMicros of what restricts: from its submission to the other side's word; a copy
 */
public record HookFigures(
    String hook,
    long attempts,
    long failures,
    long late,
    Map<Settlement.End, Long> ends,
    Histogram takenMicros) {}
