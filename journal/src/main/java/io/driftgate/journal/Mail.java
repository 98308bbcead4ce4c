package io.driftgate.journal;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something to be delivered. It is in the outbox from the moment in which its row is on the disk
 * until an entry settles it, across processes.
 *
 * @param id stays the same over all attempts
 * @param target who it is for
 * @param market which it concerns
 * @param epoch of the process that decided it
 * @param seq of the transition; 0 for what a start says
 * @param wallMs when it was decided, Unix milliseconds
 * @param body what is told; made when it is written, the same bytes each time
 */
public record Mail(
    String id,
    String target,
    String market,
    long epoch,
    long seq,
    long wallMs,
    Supplier<byte[]> body) {
  public Mail {
    Objects.requireNonNull(id);
    Objects.requireNonNull(target);
    Objects.requireNonNull(market);
    Objects.requireNonNull(body);
  }
}
