package io.driftgate.dashboards;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What the monitor counts and measures of itself since its start, over all nodes. The histogram is
 * a copy of its own.
 *
 * @param polls begun
 * @param pollsSkipped due while the node had not answered the one before
 * @param pollsSpared left out because the node fails or asked for a pause
 * @param oversizedAnswers exchanges given up because they went over the cap on bytes
 * @param headersAsked requests for headers that the gate missed
 * @param headersMissed those of them that brought none
 * @param pushedHeads heads that came over subscriptions
 * @param pushConnects connections for subscriptions begun
 * @param silentSubscriptions given up because polling showed heads that they did not
 * @param strayMessages messages over subscriptions that concern nothing that was asked
 * @param factsDropped facts that the gate loop did not take in time from the collectors' loops
 * @param gateStallMicros how much later than due calls came on the gate loop
 * @param journal of the audit journal
 * @param hooks of those who act on quotes
 * @param recording of the recorder; empty where nothing is recorded
 */
public record MonitorReading(
    long polls,
    long pollsSkipped,
    long pollsSpared,
    long oversizedAnswers,
    long headersAsked,
    long headersMissed,
    long pushedHeads,
    long pushConnects,
    long silentSubscriptions,
    long strayMessages,
    long factsDropped,
    Histogram gateStallMicros,
    JournalReading journal,
    HookReading hooks,
    Optional<RecordingReading> recording) {}
