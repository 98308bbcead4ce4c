package io.driftgate.feed.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a token lets its bearer do. */
public enum Scope {
  /** Listen to the feed and hold leases. */
  FEED("feed"),
  /** Read over REST. */
  READ("read"),
  /** Change something: overrides, drains, reloads. */
  OPERATE("operate");

  private final String key;

  Scope(String key) {
    this.key = key;
  }

  /** The name in the configuration. */
  public String key() {
    return key;
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Scope::key).toList();
  }

  /** The scope of that name. */
  public static Optional<Scope> of(String key) {
    return Arrays.stream(values()).filter(scope -> scope.key.equals(key)).findFirst();
  }
}
