package io.driftgate.collector;

import io.driftgate.core.fact.FailureKind;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What people read about one transport of one node: a line when the kind of failure changes, then
 * at most one a minute with the count, and a line when it is over.
 */
final class FailureLog {
  private static final long REPEAT_NANOS = 60_000_000_000L;

  private final Consumer<String> warnings;
  private final Consumer<String> news;
  private final String subject;
  private Optional<FailureKind> standing = Optional.empty();
  private long saidNanos;
  private long unsaid;

  FailureLog(Consumer<String> warnings, Consumer<String> news, String subject) {
    this.warnings = warnings;
    this.news = news;
    this.subject = subject;
  }

  void failed(FailureKind kind, String message, long nanos) {
    if (standing.equals(Optional.of(kind)) && nanos - saidNanos < REPEAT_NANOS) {
      unsaid++;
      return;
    }
    warnings.accept(subject + ": " + kind + ": " + message + unshown());
    standing = Optional.of(kind);
    saidNanos = nanos;
    unsaid = 0;
  }

  void succeeded() {
    if (standing.isPresent()) {
      news.accept(subject + ": works again after " + standing.get() + unshown());
      standing = Optional.empty();
      unsaid = 0;
    }
  }

  private String unshown() {
    return unsaid == 0 ? "" : " (" + unsaid + " more before this were not shown)";
  }
}
