package io.driftgate.app.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is known of chains: resources {@code presets/NAME/*.yaml}, read when asked for. */
public final class Presets {
  private static final List<String> NAMES =
      List.of(
          "ethereum",
          "arbitrum-one",
          "base",
          "op-mainnet",
          "polygon-pos",
          "solana",
          "dydx",
          "hyperliquid-evm");

  private Presets() {}

  /** The names that {@code preset:} and {@code init --preset} take. */
  public static List<String> names() {
    return NAMES;
  }

  /** The values beneath a chain that names a preset. */
  static Optional<Section> of(Value chain) {
    return chain
        .peek("preset")
        .flatMap(name -> NAMES.contains(name) ? Optional.of(name) : Spelling.nearest(name, NAMES))
        .map(Presets::section);
  }

  private static Section section(String name) {
    Problems problems = new Problems("preset " + name);
    Section section =
        YamlTree.parse(
                Starter.resource("presets/" + name + "/values.yaml")
                    .getBytes(StandardCharsets.UTF_8),
                problems)
            .map(item -> new Value(item, 1, "", problems).section(Shape.CHAIN))
            .orElseThrow(() -> new IllegalStateException(problems.inOrder().toString()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.inOrder().toString());
    }
    return section;
  }
}
