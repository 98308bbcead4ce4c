package io.driftgate.client.protocol;

/** Where a market's permission is published. Written by one thread at a time, read by any. */
public final class PermissionCell {
  private final String market;
  private volatile Permission published = Permission.noRow();

  PermissionCell(String market) {
    this.market = market;
  }

  /** The market's id. */
  public String market() {
    return market;
  }

  /**
   * What was published last. Take the time after this call, and ask {@link Permission#at}: a thread
   * that was stopped in between must not see an old time.
   */
  public Permission published() {
    return published;
  }

  void publish(Permission permission) {
    published = permission;
  }
}
