package io.driftgate.client.protocol;

/**
 * What one gate said of one market, and what of that counts: a restriction counts when it is heard,
 * a relaxation with the next matching grant.
 */
final class Heard {
  private static final int LIQUIDATIONS_BIT = 2;
  private static final int HELD_QUOTES_BIT = 3;
  private static final int HELD_LIQUIDATIONS_BIT = 4;
  private static final int ROW_BIT = 5;
  private static final int UNKNOWN_PAUSED_BIT = 6;

  private Row row;
  private boolean listed = true;
  private boolean granted;
  private long seq;
  private Quotes quotes;
  private Liquidations liquidations;
  private boolean pauseOnUnknown;
  private long restricted = -1;

  Heard(Row row, long seq) {
    this.row = row;
    this.seq = seq;
    this.quotes = Quotes.of(row.quotes());
    this.liquidations = Liquidations.of(row.liquidations());
    this.pauseOnUnknown = row.pauseOnUnknown();
  }

  Row row() {
    return row;
  }

  long seq() {
    return seq;
  }

  boolean listed() {
    return listed;
  }

  /** A newer row of the same market. */
  void onRow(Row newer, long newerSeq) {
    if (isStricter(newer, row)) {
      restricted = newer.version();
    }
    restricted = Math.min(restricted, newer.version());
    row = newer;
    seq = newerSeq;
    restrict(newer.quotes(), newer.liquidations());
    pauseOnUnknown |= newer.pauseOnUnknown();
    if (!listed) {
      listed = true;
      granted = false;
    }
  }

  private static boolean isStricter(Row newer, Row older) {
    return Quotes.of(newer.quotes()).compareTo(Quotes.of(older.quotes())) > 0
        || Liquidations.of(newer.liquidations()).compareTo(Liquidations.of(older.liquidations()))
            > 0;
  }

  /** Words that count at once where they are stricter, whatever else is wrong with the frame. */
  void restrict(String newerQuotes, String newerLiquidations) {
    quotes = quotes.worst(Quotes.of(newerQuotes));
    liquidations = liquidations.worst(Liquidations.of(newerLiquidations));
  }

  /** A matching grant: the row counts as it is. */
  void grant() {
    granted = true;
    quotes = Quotes.of(row.quotes());
    liquidations = Liquidations.of(row.liquidations());
    pauseOnUnknown = row.pauseOnUnknown();
  }

  /** The gate does not list it any more, or its table can't be trusted. */
  void unlist() {
    listed = false;
    granted = false;
    restricted = -1;
  }

  /** Whether a restriction up to this version waits for its acknowledgement; asked once. */
  boolean takeRestricted(long version) {
    boolean due = restricted >= 0 && restricted <= version;
    if (due) {
      restricted = -1;
    }
    return due;
  }

  boolean isRestricted() {
    return restricted >= 0;
  }

  /** All of it that {@link Judge} asks for, in seven bits. */
  int vote() {
    Quotes voted = granted ? quotes : Quotes.WITHDRAW;
    boolean pausedUnknown = pauseOnUnknown || liquidations == Liquidations.PAUSED;
    boolean paused = !listed || (granted ? liquidations == Liquidations.PAUSED : pausedUnknown);
    return code(voted)
        | bit(LIQUIDATIONS_BIT, paused)
        | bit(HELD_QUOTES_BIT, quotes == Quotes.WITHDRAW)
        | bit(HELD_LIQUIDATIONS_BIT, liquidations == Liquidations.PAUSED)
        | bit(ROW_BIT, listed)
        | bit(UNKNOWN_PAUSED_BIT, pausedUnknown);
  }

  /** The vote of a gate that never said anything of the market. */
  static int silentVote() {
    return code(Quotes.WITHDRAW) | bit(LIQUIDATIONS_BIT, true);
  }

  private static int code(Quotes quotes) {
    return switch (quotes) {
      case OPEN -> 0;
      case WIDEN -> 1;
      case WITHDRAW -> 2;
    };
  }

  private static int bit(int place, boolean set) {
    return set ? 1 << place : 0;
  }

  static Quotes quotes(int vote) {
    return switch (vote & 3) {
      case 0 -> Quotes.OPEN;
      case 1 -> Quotes.WIDEN;
      default -> Quotes.WITHDRAW;
    };
  }

  static boolean paused(int vote) {
    return (vote & bit(LIQUIDATIONS_BIT, true)) != 0;
  }

  static boolean heldQuotes(int vote) {
    return (vote & bit(HELD_QUOTES_BIT, true)) != 0;
  }

  static boolean heldLiquidations(int vote) {
    return (vote & bit(HELD_LIQUIDATIONS_BIT, true)) != 0;
  }

  static boolean hasRow(int vote) {
    return (vote & bit(ROW_BIT, true)) != 0;
  }

  static boolean pausedUnknown(int vote) {
    return (vote & bit(UNKNOWN_PAUSED_BIT, true)) != 0;
  }
}
