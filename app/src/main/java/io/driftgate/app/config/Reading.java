package io.driftgate.app.config;

import java.util.List;
import java.util.Optional;

/**
 * What became of reading a file.
 *
 * @param configuration present exactly when there are no problems
 * @param problems in order of lines
 */
public record Reading(Optional<Configuration> configuration, List<Problem> problems) {
  public Reading {
    problems = List.copyOf(problems);
    if (configuration.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException("either a configuration or problems");
    }
  }
}
