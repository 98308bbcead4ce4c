package io.driftgate.hooks.http;

import java.util.OptionalLong;

/**
 * A whole answer.
 *
 * @param headerMs a header that says when to come again, as milliseconds from now; see {@link
 *     RetryAfter}
 */
public record VenueAnswer(int status, String body, OptionalLong headerMs) {
  private static final int TOO_MANY = 429;

  /** Whether its status says that it was done. */
  public boolean ok() {
    return status == 200;
  }

  /** Whether the venue itself does not know, or does not say, what became of the request. */
  public boolean unclear() {
    return status >= 500;
  }

  /** Whether its status alone is a rate limit. */
  public boolean limited() {
    return status == TOO_MANY;
  }

  /** How long to leave the venue alone: what it says, or else this. */
  public long retryAfterMs(long elseMs) {
    return headerMs.orElse(elseMs);
  }

  /** Without the body, which is the venue's and may repeat what was sent. */
  @Override
  public String toString() {
    return "status " + status;
  }
}
