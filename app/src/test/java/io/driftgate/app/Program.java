package io.driftgate.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program as a person runs it: in a process of its own.
 *
 * @param complaints where its standard error goes
 */
public record Program(Process process, Path complaints) {
  private static final long STOP_LIMIT_S = 3;
  private static final Pattern PAGE = Pattern.compile("on (https?://[^ ]+/) watches");

  public static Program start(Path folder, String... args) throws IOException {
    return startUnder(List.of(), folder, args);
  }

  /** The same under another program, e.g. one that takes rights away. */
  static Program startUnder(List<String> other, Path folder, String... args) throws IOException {
    List<String> command = new ArrayList<>(other);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    Path complaints = Files.createTempFile(folder, "errors", ".txt");
    return new Program(
        new ProcessBuilder(command).redirectError(complaints.toFile()).start(), complaints);
  }

  /** Waits for the greeting, and returns the page's address from it. */
  public String page() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher greeting = PAGE.matcher(line);
      if (greeting.find()) {
        return greeting.group(1);
      }
    }
    throw new AssertionError("no greeting: " + errors());
  }

  /** Waits until it prints a line that begins so. */
  void awaitLine(String beginning) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new AssertionError("no line began with " + beginning + ": " + errors());
    }
  }

  public String errors() throws IOException {
    return Files.readString(complaints);
  }

  /** Stops or continues it without its knowing. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as an operator would, so that it tidies up; by force if it does not listen. */
  public void kill() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
