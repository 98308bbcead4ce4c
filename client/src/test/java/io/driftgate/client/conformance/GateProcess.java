package io.driftgate.client.conformance;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A scripted gate in a process of its own, so that it can be stopped as a whole. */
final class GateProcess implements GateUnderTest, Closeable {
  private final Process process;
  private final Evidence evidence = new Evidence();
  private final String url;

  GateProcess(long leaseMs) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GateProcess.class.getName(),
                Long.toString(leaseMs))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    evidence.says("OPEN");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    url = out.readLine();
    Thread reader = new Thread(() -> read(out), "gate");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader out) {
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", -1);
        evidence.granted(words[0], Long.parseLong(words[1]));
      }
    } catch (IOException e) {
      // the process is gone
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Evidence evidence() {
    return evidence;
  }

  void signal(String name) throws IOException, InterruptedException {
    Signals.send(process, name);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: a gate that stays open, and a line per grant before it leaves. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Evidence told =
        new Evidence() {
          @Override
          synchronized void granted(String nonce, long reachedNanos) {
            System.out.println(nonce + ' ' + reachedNanos);
          }
        };
    try (ScriptedGate gate = new ScriptedGate(Long.parseLong(args[0]), told)) {
      System.out.println(gate.url());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
