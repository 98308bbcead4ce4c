package io.driftgate.feed.desk;

import io.driftgate.core.fact.MarketGlobs;
import java.util.List;

/** A pass whose worth a test decides. */
public final class Passes implements Pass {
  /** For everything, and for ever. */
  public static final Pass FREE = new Passes("*");

  /** Whether it is good for the feed. */
  public boolean listens = true;

  /** Whether it is still good. */
  public boolean stands = true;

  /** How many more desks it lets in. */
  public int room = Integer.MAX_VALUE;

  private final MarketGlobs markets;

  /** Shows the markets of one glob. */
  public Passes(String glob) {
    markets = new MarketGlobs(List.of(glob));
  }

  @Override
  public MarketGlobs markets() {
    return markets;
  }

  @Override
  public boolean mayListen() {
    return listens;
  }

  @Override
  public boolean stands() {
    return stands;
  }

  @Override
  public boolean enter() {
    if (room == 0) {
      return false;
    }
    room--;
    return true;
  }

  @Override
  public void leave() {
    room++;
  }
}
