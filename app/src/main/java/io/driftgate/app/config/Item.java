package io.driftgate.app.config;

import java.util.List;

/** A part of the parsed file, with the line (from 1) that it starts on. */
sealed interface Item {
  int line();

  /** A plain or quoted value, as written. */
  record Scalar(int line, String text, boolean quoted) implements Item {
    /** YAML's ways to write nothing. */
    boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** A list. */
  record Sequence(int line, List<Item> items) implements Item {}

  /** Keys and values, each key once. */
  record Mapping(int line, List<Entry> entries) implements Item {}

  /** One key of a mapping. */
  record Entry(int line, String key, Item value) {}
}
