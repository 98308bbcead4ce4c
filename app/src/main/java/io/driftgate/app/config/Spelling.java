package io.driftgate.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant. */
final class Spelling {
  private Spelling() {}

  /** The word most like {@code text}, if one is like it at all. */
  static Optional<String> nearest(String text, Collection<String> words) {
    return words.stream()
        .filter(
            word -> distance(text, word) <= Math.max(1, Math.min(text.length(), word.length()) / 3))
        .min(Comparator.comparingInt(word -> distance(text, word)));
  }

  /** {@code did you mean 'x'?}, or the list of what is known. */
  static String hint(String text, Collection<String> words) {
    return nearest(text, words)
        .map(word -> "did you mean '" + word + "'?")
        .orElseGet(() -> words.isEmpty() ? "there are none" : "known: " + String.join(", ", words));
  }

  /** Levenshtein's, where two exchanged neighbours cost one. Case is not counted. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
