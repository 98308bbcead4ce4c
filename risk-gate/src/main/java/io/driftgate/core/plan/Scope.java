package io.driftgate.core.plan;

import io.driftgate.core.fact.Names;
import java.util.Locale;

/**
 * A chain, cluster, node, family or operator by name.
 *
 * @param over which kind
 * @param target its name
 */
public record Scope(Metric.Over over, String target) {
  public Scope {
    Names.check("scope", target);
  }

  /**
   * Parses {@code chain:NAME}, {@code cluster:NAME}, {@code node:NAME}, {@code family:NAME} or
   * {@code operator:NAME}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Scope parse(String text) {
    int colon = text.indexOf(':');
    for (Metric.Over over : Metric.Over.values()) {
      if (colon > 0 && key(over).equals(text.substring(0, colon))) {
        return new Scope(over, text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no scope; write chain:, cluster:, node:, family: or operator:NAME");
  }

  private static String key(Metric.Over over) {
    return over.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return key(over) + ":" + target;
  }
}
