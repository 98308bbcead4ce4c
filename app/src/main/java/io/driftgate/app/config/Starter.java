package io.driftgate.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The commented configuration to start from, put together from what the presets bring. */
public final class Starter {
  private static final List<String> SECTIONS = List.of("chains", "nodes", "policies", "markets");

  private Starter() {}

  /**
   * The text of a configuration that {@link ConfigReader} accepts.
   *
   * @param presets of {@link Presets#names()}
   */
  public static String text(List<String> presets) {
    StringBuilder text = new StringBuilder(resource("starter.yaml"));
    for (String section : SECTIONS) {
      text.append(section).append(":\n");
      presets.stream()
          .distinct()
          .map(preset -> resource("presets/" + preset + "/" + section + ".yaml"))
          .forEach(text::append);
      text.append(section.equals("markets") ? "" : "\n");
    }
    return text.toString();
  }

  /** The JSON Schema (draft 2020-12) of a configuration, for editors. */
  public static String schema() {
    return resource("driftgate.schema.json");
  }

  static String resource(String name) {
    try (InputStream in = Starter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
