package io.driftgate.feed.desk;

import java.util.Arrays;
import java.util.Optional;

/** What a desk can listen to. */
public enum FeedStream {
  /** Transitions and heartbeats. */
  GATE("gate"),
  CHAINS("chains"),
  NODES("nodes"),
  DRIFT("drift");

  private final String key;

  FeedStream(String key) {
    this.key = key;
  }

  /** The name in {@code subscribe}. */
  public String key() {
    return key;
  }

  /** The stream of that name. */
  static Optional<FeedStream> of(String key) {
    return Arrays.stream(values()).filter(stream -> stream.key.equals(key)).findFirst();
  }
}
