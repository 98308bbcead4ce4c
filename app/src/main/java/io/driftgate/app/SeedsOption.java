package io.driftgate.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What {@code simulate} runs in virtual time, in the place of a configuration. */
final class SeedsOption {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,15})(?:\\.\\.([0-9]{1,15}))?");

  /** Both ends belong to it. */
  record Range(long first, long last) {}

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description =
          "Draws a world from each seed, runs the gate through it in virtual time, and proves after"
              + " each step that what must hold does. Stops at the first that does not and prints"
              + " its seed and a short trace that shows it.")
  private String seeds;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "Virtual minutes of each seed (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Seeds run at a time (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--digest",
      description = "Prints the SHA-256 of each seed's signals: the same on every machine and JDK.")
  private boolean digest;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Tells the gate what a trace says, and proves the same.")
  private Path trace;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long to look for a shorter trace (default: ${DEFAULT-VALUE}).")
  private int shrinkSeconds;

  /**
   * The seeds asked for.
   *
   * @throws IllegalArgumentException for what is no range
   */
  Optional<Range> seeds() {
    return Optional.ofNullable(seeds).map(SeedsOption::range);
  }

  private static Range range(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("--seeds is A..B, e.g. 0..399, not '" + text + "'");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
    if (last < first) {
      throw new IllegalArgumentException("--seeds " + text + " has no seeds");
    }
    return new Range(first, last);
  }

  /**
   * Of each seed.
   *
   * @throws IllegalArgumentException outside 1 to 1,440
   */
  int minutes() {
    return within("--minutes", minutes, 1_440);
  }

  /**
   * At a time.
   *
   * @throws IllegalArgumentException outside 1 to 256
   */
  int threads() {
    return within("--threads", threads, 256);
  }

  /**
   * For shortening.
   *
   * @throws IllegalArgumentException outside 1 to 3,600
   */
  int shrinkSeconds() {
    return within("--shrink-seconds", shrinkSeconds, 3_600);
  }

  private static int within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is 1 to " + most + ", not " + value);
    }
    return value;
  }

  boolean digest() {
    return digest;
  }

  Optional<Path> trace() {
    return Optional.ofNullable(trace);
  }
}
