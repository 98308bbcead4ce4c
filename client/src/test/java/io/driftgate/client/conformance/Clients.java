package io.driftgate.client.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How each client is started behind its lines. */
enum Clients {
  JAVA,
  JAVASCRIPT,
  PYTHON;

  static final Path TOOLS = Path.of("..", "tools").toAbsolutePath().normalize();

  /** The JavaScript client's one file. */
  static final Path DRIFTGATE_JS = Path.of("javascript", "driftgate.js");

  ProcessBuilder command() {
    return switch (this) {
      case JAVA -> java();
      case JAVASCRIPT -> javascript(DRIFTGATE_JS);
      case PYTHON -> python("src/test/python/runner.py");
    };
  }

  private static ProcessBuilder java() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "-cp",
        System.getProperty("java.class.path"),
        JavaRunner.class.getName());
  }

  static ProcessBuilder javascript(Path client) {
    return new ProcessBuilder(
        node(), "src/test/javascript/runner.mjs", client.toString(), TOOLS.toString());
  }

  static String node() {
    return find("DRIFTGATE_NODE", "node");
  }

  /** With the client, and the library that {@code ./verify} has put into tools/. */
  static ProcessBuilder python(String... arguments) {
    List<String> command = new ArrayList<>(List.of(find("DRIFTGATE_PYTHON", "python3"), "-B"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PYTHONPATH", "python:" + TOOLS.resolve("python_modules"));
    return builder;
  }

  private static String find(String variable, String name) {
    return Optional.ofNullable(System.getenv(variable))
        .or(() -> onPath(name))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no "
                        + name
                        + " on PATH: run ./verify, which says what to install, or set "
                        + variable));
  }

  private static Optional<String> onPath(String name) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path binary = Path.of(folder, name);
      if (Files.isExecutable(binary)) {
        return Optional.of(binary.toString());
      }
    }
    return Optional.empty();
  }
}
