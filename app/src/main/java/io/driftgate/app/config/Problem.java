package io.driftgate.app.config;

/**
 * One mistake in a configuration.
 *
 * @param file as the person named it
 * @param line from 1; 0 when the file as a whole is at fault
 * @param path of the key, e.g. {@code nodes[2].poll.interval}; empty when the file is at fault
 * @param message what is wrong, and what would be right; holds no secret
 */
public record Problem(String file, int line, String path, String message) {
  /** {@code FILE:LINE: path.to.key: what is wrong, what would be right}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
