package io.driftgate.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the mistakes of one file, and remembers on which line each path stands. */
final class Problems {
  /** More than a person mends in one go; a binary file must not print a million lines. */
  private static final int MAX_FOUND = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private int leftOut;

  Problems(String file) {
    this.file = file;
  }

  void report(int line, String path, String message) {
    if (found.size() < MAX_FOUND) {
      found.add(new Problem(file, line, path, message));
    } else {
      leftOut++;
    }
  }

  /** Reports at the line of the path, or of the nearest part above it that the file has. */
  void report(String path, String message) {
    report(lineOf(path), path, message);
  }

  void place(String path, int line) {
    lines.put(path, line);
  }

  private int lineOf(String path) {
    String part = path;
    while (!lines.containsKey(part) && !part.isEmpty()) {
      part = part.substring(0, Math.max(0, Math.max(part.lastIndexOf('.'), part.lastIndexOf('['))));
    }
    return lines.getOrDefault(part, 1);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In order of lines. */
  List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line));
    if (leftOut > 0) {
      sorted.add(new Problem(file, 0, "", leftOut + " more mistakes are not shown"));
    }
    return List.copyOf(sorted);
  }
}
