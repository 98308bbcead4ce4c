package io.driftgate.feed.desk;

/** Who a gate frame is made for: those that asked for signatures get other bytes. */
public enum Audience {
  UNSIGNED,
  SIGNED
}
