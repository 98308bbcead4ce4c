package io.driftgate.hooks.http;

/** No whole answer came; whether the request was acted on is not known. The message is ours. */
public final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswer(String message) {
    super(message, null, false, false);
  }
}
