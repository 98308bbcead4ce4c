package io.driftgate.core.view;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Row and view hashes (semantics §7): what lets a desk know that its table is the gate's.
 *
 * <p>The canonical encoding of a row is US-ASCII text, each line ended by one LF:
 *
 * <pre>
 * driftgate.row.v1
 * {market id}
 * {version, decimal}
 * {OPEN|WIDEN|WITHDRAW}
 * {ENABLED|PAUSED}
 * {onUnknown.pauseLiquidations: true|false}
 * </pre>
 */
public final class RowHashes {
  private RowHashes() {}

  /** SHA-256 of the row's canonical encoding. */
  public static Hash row(
      MarketId id, long version, Quotes quotes, Liquidations liquidations, boolean pauseOnUnknown) {
    String text =
        "driftgate.row.v1\n"
            + id
            + '\n'
            + version
            + '\n'
            + quotes
            + '\n'
            + liquidations
            + '\n'
            + pauseOnUnknown
            + '\n';
    return Hash.of(sha256().digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * SHA-256 over the concatenated row hashes, 32 bytes each.
   *
   * @param rows the rows a subscription sees, in order of market id (by ASCII code)
   */
  public static Hash view(Collection<Hash> rows) {
    MessageDigest digest = sha256();
    rows.forEach(row -> digest.update(row.toBytes()));
    return Hash.of(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
