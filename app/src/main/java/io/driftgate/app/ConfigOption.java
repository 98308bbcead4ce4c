package io.driftgate.app;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, and what every command does with it. */
final class ConfigOption {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration; 'driftgate init' prints one to start from.")
  private Path file;

  Path file() {
    return file;
  }

  /** The configuration; when it is wrong, one line for each mistake is printed instead. */
  Optional<Configuration> read(PrintWriter errors) {
    return read(file, errors);
  }

  /** The same of another file. */
  static Optional<Configuration> read(Path file, PrintWriter errors) {
    Reading reading = reading(file);
    reading.problems().forEach(errors::println);
    errors.flush();
    return reading.configuration();
  }

  /** What the file says now. */
  Reading readAgain() {
    return reading(file);
  }

  private static Reading reading(Path file) {
    return ConfigReader.read(file, name -> Optional.ofNullable(System.getenv(name)));
  }
}
