package io.driftgate.core.fact;

/**
 * An exchange that gave no observation.
 *
 * @param node who was asked
 * @param transport which of its transports failed
 * @param kind why
 * @param at when the failure was known
 * @param message for people: at most 200 characters, no secret, no URL with credentials
 */
public record ProbeFailed(
    NodeId node, Transport transport, FailureKind kind, Stamp at, String message) {
  /** The bound on {@code message}, in characters. */
  public static final int MAX_MESSAGE = 200;

  public ProbeFailed {
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE - 1) + "…";
    }
  }
}
