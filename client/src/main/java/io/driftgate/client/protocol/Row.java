package io.driftgate.client.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A market's row as a gate said it. The words stay as they were said: the hash is over them, also
 * where this version does not know one. Immutable.
 */
final class Row {
  private final String market;
  private final long version;
  private final String quotes;
  private final String liquidations;
  private final boolean pauseOnUnknown;
  private final byte[] hash;

  private Row(
      String market,
      long version,
      String quotes,
      String liquidations,
      boolean pauseOnUnknown,
      byte[] hash) {
    this.market = market;
    this.version = version;
    this.quotes = quotes;
    this.liquidations = liquidations;
    this.pauseOnUnknown = pauseOnUnknown;
    this.hash = hash;
  }

  String market() {
    return market;
  }

  long version() {
    return version;
  }

  String quotes() {
    return quotes;
  }

  String liquidations() {
    return liquidations;
  }

  boolean pauseOnUnknown() {
    return pauseOnUnknown;
  }

  /** Adds the SHA-256 of the canonical encoding, which was computed here. */
  void addHashTo(MessageDigest view) {
    view.update(hash);
  }

  static Row of(
      String market, long version, String quotes, String liquidations, boolean pauseOnUnknown) {
    String text =
        "driftgate.row.v1\n"
            + market
            + '\n'
            + version
            + '\n'
            + quotes
            + '\n'
            + liquidations
            + '\n'
            + pauseOnUnknown
            + '\n';
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.US_ASCII));
    return new Row(market, version, quotes, liquidations, pauseOnUnknown, hash);
  }

  /** The row after a transition. */
  Row after(Frame.Transition to) {
    return of(market, to.version(), to.quotes(), to.liquidations(), pauseOnUnknown);
  }

  /** Whether the gate says the same hash, {@code 0x} and 64 digits. */
  boolean hasHash(String said) {
    return text(hash).equals(said);
  }

  /** A hash as frames show it. */
  static String text(byte[] hash) {
    return "0x" + HexFormat.of().formatHex(hash);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
