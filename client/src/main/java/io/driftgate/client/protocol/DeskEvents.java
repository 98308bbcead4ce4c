package io.driftgate.client.protocol;

/** What a desk's protocol tells. Neither call may block or call back. */
public interface DeskEvents {
  /**
   * A market's permission says something else than before, or a gate waits for a restriction to be
   * acknowledged. The permission has been published before.
   */
  void onChange(Change change);

  /** Nobody can be quoting any more after a restriction. */
  void onConfirmed(Confirmation confirmation);
}
