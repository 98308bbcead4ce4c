package io.driftgate.client.conformance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client in a process of its own, behind lines of text: {@code connect K MAX_HOLD_MS KEY|- URL…},
 * {@code permission MARKET} → {@code permission QUOTES LIQUIDATIONS UNTIL_MS NOW_MS WHY…}, {@code
 * clock MS} (steps the wall clock that the client sees), {@code quit}. Unasked it says {@code sent
 * NONCE NOW_MS} before each renewal leaves. Milliseconds are of the client's own monotonic clock;
 * NOW_MS of a permission is read before it is judged.
 */
final class ClientProcess implements Closeable {
  private static final long PATIENCE_SECONDS = 20;

  /** A renewal, and when it was sent on the client's clock. */
  private record Sent(String nonce, double ms) {}

  /** An answer. */
  record Answer(String quotes, String liquidations, double untilMs, double nowMs, String why) {}

  private final Process process;
  private final BufferedWriter in;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deque<Sent> sent = new ConcurrentLinkedDeque<>();

  ClientProcess(ProcessBuilder command) throws IOException {
    process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "client");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("sent ")) {
          String[] words = line.split(" ", -1);
          sent.addFirst(new Sent(words[1], Double.parseDouble(words[2])));
        } else {
          answers.add(line);
        }
      }
    } catch (IOException e) {
      // the process is gone
    }
    answers.add("gone");
  }

  void connect(int k, long maxHoldMs, String key, List<String> urls) throws IOException {
    tell("connect " + k + ' ' + maxHoldMs + ' ' + key + ' ' + String.join(" ", urls));
  }

  void tell(String line) throws IOException {
    in.write(line + '\n');
    in.flush();
  }

  Answer permission() throws IOException, InterruptedException {
    tell("permission " + Speech.MARKET);
    String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.startsWith("permission ")) {
      throw new IOException("the client answered: " + line);
    }
    String[] words = line.split(" ", 6);
    return new Answer(
        words[1],
        words[2],
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        words.length > 5 ? words[5] : "");
  }

  /** When the client sent the last of its renewals that this gate granted; empty if none. */
  OptionalDouble lastGrantedSentMs(Evidence gate) {
    for (Sent renewal : sent) {
      if (gate.isGranted(renewal.nonce)) {
        return OptionalDouble.of(renewal.ms);
      }
    }
    return OptionalDouble.empty();
  }

  /** Whether it tells when it sends. */
  boolean tellsWhenItSends() {
    return !sent.isEmpty();
  }

  void signal(String name) throws IOException, InterruptedException {
    Signals.send(process, name);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}
