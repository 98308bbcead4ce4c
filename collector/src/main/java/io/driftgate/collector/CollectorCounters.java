package io.driftgate.collector;

/**
 * What a collector has counted since its start, over all nodes.
 *
 * @param polls requests begun
 * @param skippedPolls polls left out because the one before was still under way
 * @param failures exchanges and connections that gave nothing usable
 * @param oversized those of them that went over the cap on bytes
 * @param pushedHeads heads that came over subscriptions
 * @param strayMessages messages on a WebSocket that concern nothing that was asked; dropped
 * @param connects WebSocket connections begun
 * @param silentSockets subscriptions given up because polling showed heads that they did not
 * @param sparedPolls polls left out because the node fails, or has asked for a pause
 * @param headersAsked requests for headers that the core missed
 * @param headersMissed those of them that brought none
 */
public record CollectorCounters(
    long polls,
    long skippedPolls,
    long failures,
    long oversized,
    long pushedHeads,
    long strayMessages,
    long connects,
    long silentSockets,
    long sparedPolls,
    long headersAsked,
    long headersMissed) {
  /** Nothing counted. */
  public static final CollectorCounters NONE =
      new CollectorCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What both have counted. */
  public CollectorCounters plus(CollectorCounters other) {
    return new CollectorCounters(
        polls + other.polls,
        skippedPolls + other.skippedPolls,
        failures + other.failures,
        oversized + other.oversized,
        pushedHeads + other.pushedHeads,
        strayMessages + other.strayMessages,
        connects + other.connects,
        silentSockets + other.silentSockets,
        sparedPolls + other.sparedPolls,
        headersAsked + other.headersAsked,
        headersMissed + other.headersMissed);
  }
}
