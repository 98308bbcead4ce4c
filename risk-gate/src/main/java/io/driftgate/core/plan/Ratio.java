package io.driftgate.core.plan;

/**
 * An exact, non-negative fraction: 2 of 3 nodes <em>is</em> 2/3 (semantics §3).
 *
 * @param num numerator, at least 0
 * @param den denominator, at least 1
 */
public record Ratio(long num, long den) implements Comparable<Ratio> {
  public static final Ratio ONE = new Ratio(1, 1);

  private static final int MAX_DECIMALS = 6;
  private static final long MAX_PART = 1_000_000;

  public Ratio {
    if (num < 0 || den < 1) {
      throw new IllegalArgumentException("a fraction needs num >= 0 and den >= 1");
    }
  }

  /**
   * Parses {@code 2/3} or a decimal of at most six places such as {@code 0.8}, exactly.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Ratio parse(String text) {
    try {
      int slash = text.indexOf('/');
      if (slash >= 0) {
        return new Ratio(
            part(text.substring(0, slash).trim()), part(text.substring(slash + 1).trim()));
      }
      return decimal(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no fraction such as 0.9 or 2/3", e);
    }
  }

  /** Small enough that no product of two fractions and a weight overflows. */
  private static long part(String digits) {
    long part = Long.parseLong(digits);
    if (part > MAX_PART) {
      throw new NumberFormatException("above " + MAX_PART);
    }
    return part;
  }

  private static Ratio decimal(String text) {
    int dot = text.indexOf('.');
    int places = dot < 0 ? 0 : text.length() - dot - 1;
    if (places > MAX_DECIMALS || text.lastIndexOf('.') != dot) {
      throw new NumberFormatException("more than six decimals, or more than one point");
    }
    long den = 1;
    for (int i = 0; i < places; i++) {
      den *= 10;
    }
    return new Ratio(Long.parseLong(text.replace(".", "")), den);
  }

  /** Whether {@code part} of {@code whole} reaches this fraction. */
  public boolean reachedBy(long part, long whole) {
    return compare(part, den, num, whole) >= 0;
  }

  /** How {@code part / whole} compares to this fraction, exactly; both at least 0. */
  public int comparedBy(long part, long whole) {
    return compare(part, den, num, whole);
  }

  /** This fraction of a whole of at least 0, rounded down. */
  public long of(long whole) {
    return whole / den * num + whole % den * num / den;
  }

  /** Compares {@code a × b} to {@code c × d}, none of them negative, in 128 bits. */
  private static int compare(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }

  public double toDouble() {
    return (double) num / den;
  }

  @Override
  public int compareTo(Ratio other) {
    return compare(num, other.den, other.num, den);
  }

  @Override
  public String toString() {
    return num + "/" + den;
  }
}
