package io.driftgate.core.fact;

import java.util.List;
import java.util.Optional;

/**
 * Which markets are meant. {@code *} stands for any run of characters, and nothing else is special.
 *
 * @param globs a market is meant if one of them matches
 * @param within and if it is meant by these too
 */
public record MarketGlobs(List<String> globs, Optional<MarketGlobs> within) {
  /** Every market. */
  public static final MarketGlobs ALL = new MarketGlobs(List.of("*"));

  private static final int MAX_LENGTH = 64;

  public MarketGlobs {
    globs = List.copyOf(globs);
  }

  /** What these globs mean. */
  public MarketGlobs(List<String> globs) {
    this(globs, Optional.empty());
  }

  /** What is meant by both. */
  public MarketGlobs within(MarketGlobs other) {
    return other.seesAll()
        ? this
        : new MarketGlobs(globs, Optional.of(within.map(other::within).orElse(other)));
  }

  /** Whether every market is meant, whatever it is called. */
  public boolean seesAll() {
    return globs.contains("*") && within.map(MarketGlobs::seesAll).orElse(true);
  }

  /** Whether a text is a glob: 1 to 64 characters of {@code A-Z a-z 0-9 . _ - *}. */
  public static boolean isGlob(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(MarketGlobs::allowed);
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ".-_*".indexOf(c) >= 0;
  }

  /** Whether the market is meant. */
  public boolean sees(String market) {
    for (String glob : globs) {
      if (matches(glob, market)) {
        return within.isEmpty() || within.get().sees(market);
      }
    }
    return false;
  }

  /** Takes at most glob × text steps: a star remembers where it began and is widened by one. */
  private static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int widened = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        widened = t;
      } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++widened;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
