package io.driftgate.client.protocol;

/**
 * What a market may do at an instant, and until when. Immutable; each knows what follows it when
 * nothing more is heard, so that its end needs no timer.
 */
public final class Permission {
  /** {@link #untilNanos} of a permission that does not end by itself. */
  public static final long ENDLESS = Long.MAX_VALUE;

  private static final Permission NO_ROW =
      new Permission(Quotes.WITHDRAW, Liquidations.PAUSED, Why.NO_ROW, ENDLESS, null);
  private static final Permission CLOSED =
      new Permission(Quotes.WITHDRAW, Liquidations.PAUSED, Why.CLOSED, ENDLESS, null);

  private final Quotes quotes;
  private final Liquidations liquidations;
  private final Why why;
  private final long untilNanos;
  private final Permission next;

  private Permission(
      Quotes quotes, Liquidations liquidations, Why why, long untilNanos, Permission next) {
    this.quotes = quotes;
    this.liquidations = liquidations;
    this.why = why;
    this.untilNanos = untilNanos;
    this.next = next;
  }

  /** For a market of which no gate has said anything. */
  public static Permission noRow() {
    return NO_ROW;
  }

  /** After the desk was closed. */
  public static Permission closed() {
    return CLOSED;
  }

  /** One that stands until something is heard. */
  static Permission endless(Quotes quotes, Liquidations liquidations, Why why) {
    return new Permission(quotes, liquidations, why, ENDLESS, null);
  }

  /** One that ends at an instant of the desk's monotonic clock, and is followed by another. */
  static Permission until(
      Quotes quotes, Liquidations liquidations, Why why, long untilNanos, Permission next) {
    return new Permission(quotes, liquidations, why, untilNanos, next);
  }

  /** The one in force at that instant of the desk's monotonic clock. Allocates nothing. */
  public Permission at(long nanos) {
    Permission inForce = this;
    while (inForce.next != null && nanos - inForce.untilNanos >= 0) {
      inForce = inForce.next;
    }
    return inForce;
  }

  /** What quotes may do. */
  public Quotes quotes() {
    return quotes;
  }

  /** What liquidations may do. */
  public Liquidations liquidations() {
    return liquidations;
  }

  /** Where it comes from. */
  public Why why() {
    return why;
  }

  /**
   * The instant of {@code System.nanoTime()} at which it ends if nothing more is heard; compare by
   * difference. {@link #ENDLESS} when it does not end by itself.
   */
  public long untilNanos() {
    return untilNanos;
  }

  /** Whether there may be quotes, wide or not. */
  public boolean mayQuote() {
    return quotes != Quotes.WITHDRAW;
  }

  /** Whether liquidations may run. */
  public boolean mayLiquidate() {
    return liquidations == Liquidations.ENABLED;
  }

  /** Whether it says the same as another, until whenever. */
  public boolean saysAs(Permission other) {
    return says(other.quotes, other.liquidations, other.why);
  }

  boolean says(Quotes saidQuotes, Liquidations saidLiquidations, Why saidWhy) {
    return quotes == saidQuotes && liquidations == saidLiquidations && why == saidWhy;
  }

  @Override
  public String toString() {
    return quotes + "/" + liquidations + " (" + why + ")";
  }
}
