package io.driftgate.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A real node in a process of its own, which says on its output where it listens. */
final class RealNode implements AutoCloseable {
  private final Process process;
  private final String address;

  /**
   * Starts it and waits until it listens.
   *
   * @param says what stands before its address, in a line of its own
   */
  RealNode(List<String> command, Path folder, String says) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("NO_COLOR", "1"); // else some write colours where CI is set
    process = builder.redirectErrorStream(true).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.contains(says)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the node ended before it listened");
    }
    address = line.substring(line.indexOf(says) + says.length()).trim();
    drain(out);
  }

  /** What follows the words in its output. */
  String address() {
    return address;
  }

  /** Unread output would block the node. The stream ends with the process. */
  private static void drain(BufferedReader out) {
    Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "node-output");
    drain.setDaemon(true);
    drain.setUncaughtExceptionHandler((thread, killed) -> {});
    drain.start();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
