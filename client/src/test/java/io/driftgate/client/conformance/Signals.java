package io.driftgate.client.conformance;

import java.io.IOException;

/** POSIX signals for processes that the suite has started. */
final class Signals {
  private Signals() {}

  /** E.g. STOP or CONT. */
  static void send(Process process, String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + " ended with " + status);
    }
  }
}
