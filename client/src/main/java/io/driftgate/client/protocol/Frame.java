package io.driftgate.client.protocol;

import java.util.List;

/** A gate's frame as it was read. */
public sealed interface Frame {
  /** One that says whose epoch it is of. */
  sealed interface Gated extends Frame {
    /** Of the gate process. */
    long epoch();

    /** Of the gate's last transition. */
    long seq();
  }

  /**
   * The first frame.
   *
   * @param leaseMs how long a grant lasts, in milliseconds
   */
  record Hello(long epoch, long leaseMs) implements Frame {}

  /** A table; {@code viewHash} was compared with the rows. */
  record Snapshot(long epoch, long seq, List<Row> rows) implements Gated {}

  /** A change of one market. */
  record Transition(
      long epoch,
      long seq,
      String market,
      long version,
      String quotes,
      String liquidations,
      String rowHash)
      implements Gated {}

  /** A grant. */
  record Lease(long epoch, long seq, long leaseMs, String nonce, String viewHash)
      implements Gated {}

  /** Nobody can be quoting any more. */
  record Confirmed(
      long epoch,
      long seq,
      String market,
      long version,
      long afterMs,
      long acknowledged,
      long expired)
      implements Gated {}

  /** A sign of life. */
  record Heartbeat(long epoch, long seq) implements Gated {}

  /** Something that was asked can't be had. */
  record Refused(String code) implements Frame {}

  /** A frame that means nothing to this version. */
  record Other() implements Frame {}

  /**
   * One that no gate should send.
   *
   * @param signature whether its signature was at fault
   * @param reason in our words
   */
  record Broken(boolean signature, String reason) implements Frame {}
}
