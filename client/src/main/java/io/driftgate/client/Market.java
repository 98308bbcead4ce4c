package io.driftgate.client;

import io.driftgate.client.protocol.Liquidations;
import io.driftgate.client.protocol.Permission;
import io.driftgate.client.protocol.PermissionCell;
import io.driftgate.client.protocol.Quotes;

/**
 * One market's permission, for the path that quotes. Each call judges by {@code System.nanoTime()}
 * anew, takes no lock and allocates nothing. For any thread.
 */
public final class Market {
  private final PermissionCell cell;

  Market(PermissionCell cell) {
    this.cell = cell;
  }

  /** The market's id. */
  public String id() {
    return cell.market();
  }

  /** What it may do now. */
  public Permission permission() {
    Permission published = cell.published();
    return published.at(System.nanoTime());
  }

  /** What quotes may do now. */
  public Quotes quotes() {
    return permission().quotes();
  }

  /** What liquidations may do now. */
  public Liquidations liquidations() {
    return permission().liquidations();
  }
}
