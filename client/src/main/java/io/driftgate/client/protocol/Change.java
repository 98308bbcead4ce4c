package io.driftgate.client.protocol;

import java.util.Arrays;

/** A change of what one market may do. Immutable. */
public final class Change {
  private final String market;
  private final Permission before;
  private final Permission now;
  private final long[] versions;

  Change(String market, Permission before, Permission now, long[] versions) {
    this.market = market;
    this.before = before;
    this.now = now;
    this.versions = versions;
  }

  /** This change after an older one that nobody was told of. */
  public Change after(Change older) {
    return new Change(market, older.before, now, versions);
  }

  /** The market's id. */
  public String market() {
    return market;
  }

  /** What was last told. */
  public Permission before() {
    return before;
  }

  /** What is in force now. */
  public Permission now() {
    return now;
  }

  /** Whether the two say the same: then a gate only waits for its acknowledgement. */
  public boolean isSilent() {
    return now.saysAs(before);
  }

  /** The market's version at a gate, by its place in the builder; −1 if it knows none. */
  public long version(int gate) {
    return versions[gate];
  }

  @Override
  public String toString() {
    return market + ": " + before + " to " + now + ", versions " + Arrays.toString(versions);
  }
}
