package io.driftgate.bench.fan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that answers lines with lines, and ends with this one. One thread at a time. */
final class Child implements AutoCloseable {
  private static final int STOP_SECONDS = 2;
  private static final int MAX_LINES = 100;
  static final Pattern DESKS =
      Pattern.compile("desks on (\\d+)|websocket clients on ws://[^ ]*:(\\d+)");
  static final Pattern TRIGGER =
      Pattern.compile("trigger on (\\d+)|client connections on [^ ]*:(\\d+)");

  private final Process process;
  private final BufferedReader out;
  private final Thread lastResort;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** Its errors come in the same stream. */
  static Child start(List<String> command) throws IOException {
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** This JDK, with the class path of this process. */
  static List<String> java(List<String> flags, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** Where a server listens. */
  record Ports(int desks, int trigger) {}

  /** Waits until a server has said where it listens. */
  Ports ports() throws IOException {
    int desks = 0;
    int trigger = 0;
    List<String> said = new ArrayList<>();
    while (desks == 0 || trigger == 0) {
      String line = out.readLine();
      said.add(String.valueOf(line));
      if (line == null || said.size() > MAX_LINES) {
        throw new IOException("a server did not start:\n" + String.join("\n", said));
      }
      desks = Math.max(desks, port(DESKS, line));
      trigger = Math.max(trigger, port(TRIGGER, line));
    }
    return new Ports(desks, trigger);
  }

  /** 0 when the line names none. */
  static int port(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    if (!found.find()) {
      return 0;
    }
    return Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
  }

  /** Says a line and returns the next one that it says. */
  String ask(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException("a process ended when it was told: " + line);
    }
    return answer;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
