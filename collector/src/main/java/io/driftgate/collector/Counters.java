package io.driftgate.collector;

/** What the collector counts. Lives on the loop. */
final class Counters {
  private long polls;
  private long skippedPolls;
  private long oversized;
  private long failures;
  private long pushedHeads;
  private long strayMessages;
  private long connects;
  private long silentSockets;
  private long sparedPolls;
  private long headersAsked;
  private long headersMissed;

  void poll() {
    polls++;
  }

  void skippedPoll() {
    skippedPolls++;
  }

  void oversized() {
    oversized++;
  }

  void failure() {
    failures++;
  }

  void pushedHead() {
    pushedHeads++;
  }

  void strayMessage() {
    strayMessages++;
  }

  void connect() {
    connects++;
  }

  void silentSocket() {
    silentSockets++;
  }

  void sparedPoll() {
    sparedPolls++;
  }

  void headerAsked() {
    headersAsked++;
  }

  void headerMissed() {
    headersMissed++;
  }

  CollectorCounters snapshot() {
    return new CollectorCounters(
        polls,
        skippedPolls,
        failures,
        oversized,
        pushedHeads,
        strayMessages,
        connects,
        silentSockets,
        sparedPolls,
        headersAsked,
        headersMissed);
  }
}
