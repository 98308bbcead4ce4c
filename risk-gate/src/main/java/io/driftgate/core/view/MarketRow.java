package io.driftgate.core.view;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import java.util.List;
import java.util.Optional;

/**
 * One market as a desk sees it.
 *
 * @param version rises by one with every transition of this market; 0 before the first
 * @param pauseOnUnknown the {@code onUnknown.pauseLiquidations} of its policies: what liquidations
 *     do when a desk hears nothing more
 * @param sinceMs Unix milliseconds of the last transition, or of the start
 * @param reasons what holds the outputs back now
 * @param legs each leg's own verdict
 * @param headroom the bound closest to its threshold
 * @param override what a person has ordered
 * @param rowHash SHA-256 over the canonical encoding, see {@link RowHashes}
 */
public record MarketRow(
    MarketId id,
    long version,
    Quotes quotes,
    Liquidations liquidations,
    boolean pauseOnUnknown,
    long sinceMs,
    List<Reason> reasons,
    List<Leg> legs,
    Optional<Headroom> headroom,
    Optional<OverrideView> override,
    Hash rowHash) {

  /** A market under no override. */
  public MarketRow(
      MarketId id,
      long version,
      Quotes quotes,
      Liquidations liquidations,
      boolean pauseOnUnknown,
      long sinceMs,
      List<Reason> reasons,
      List<Leg> legs,
      Optional<Headroom> headroom,
      Hash rowHash) {
    this(
        id,
        version,
        quotes,
        liquidations,
        pauseOnUnknown,
        sinceMs,
        reasons,
        legs,
        headroom,
        Optional.empty(),
        rowHash);
  }

  /**
   * What one leg asks for by its bounds and conditions alone, recovery not counted.
   *
   * @param target {@code chain:…}, {@code cluster:…} or {@code node:…}
   * @param policy the policy's id
   */
  public record Leg(String target, String policy, Quotes quotes, Liquidations liquidations) {}

  /**
   * The bound closest to its threshold (semantics §7).
   *
   * @param ratio value / threshold, or threshold / value where low is bad; above 1 is exceeded
   */
  public record Headroom(
      String bound,
      String leg,
      String metric,
      double ratio,
      double value,
      double threshold,
      String unit) {}
}
