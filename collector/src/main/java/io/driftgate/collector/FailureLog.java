package io.driftgate.collector;

import io.driftgate.core.fact.FailureKind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What people read about one transport of one node: a line when it fails or fails otherwise than
 * before, then one a minute with the count, and a line when it is over. However it changes, at
 * least {@value #GAP_SECONDS} s lie between two failures that are shown.
 */
final class FailureLog {
  private static final long GAP_SECONDS = 10;
  private static final long GAP_NANOS = GAP_SECONDS * 1_000_000_000L;
  private static final long REPEAT_NANOS = 60_000_000_000L;

  private final Consumer<String> warnings;
  private final Consumer<String> news;
  private final String subject;

  /** The kind that people were told of last, until it is over. */
  private Optional<FailureKind> shown = Optional.empty();

  private OptionalLong shownNanos = OptionalLong.empty();
  private long unshown;

  FailureLog(Consumer<String> warnings, Consumer<String> news, String subject) {
    this.warnings = warnings;
    this.news = news;
    this.subject = subject;
  }

  void failed(FailureKind kind, String message, long nanos) {
    long gap = shown.equals(Optional.of(kind)) ? REPEAT_NANOS : GAP_NANOS;
    if (shownNanos.isPresent() && nanos - shownNanos.getAsLong() < gap) {
      unshown++;
      return;
    }
    warnings.accept(subject + ": " + kind + ": " + message + count());
    shown = Optional.of(kind);
    shownNanos = OptionalLong.of(nanos);
    unshown = 0;
  }

  void succeeded() {
    if (shown.isPresent()) {
      news.accept(subject + ": works again after " + shown.get() + count());
      shown = Optional.empty();
      unshown = 0;
    }
  }

  private String count() {
    return unshown == 0 ? "" : " (" + unshown + " more before this were not shown)";
  }
}
