package io.driftgate.client.conformance;

import io.driftgate.client.conformance.ClientProcess.Answer;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Asks a client every few milliseconds what it may do and compares the answer with what the gates
 * know. It is on a thread of its own and remembers the first thing that was wrong.
 *
 * <p>What may never be: quotes that are not WITHDRAW while fewer than k gates each have granted a
 * renewal that, on the client's own clock, was sent no longer than one lease before the answer was
 * asked for, and that, on this machine's clock, had reached the gate no longer than one lease
 * before; nor quotes that the gate has not said within one lease; nor quotes that are more
 * permissive than a restriction which the client has acknowledged.
 */
final class Watch implements Runnable {
  private static final long PAUSE_MS = 5;
  private static final long NANOS_PER_MS = 1_000_000L;

  private final ClientProcess client;
  private final List<? extends GateUnderTest> gates;
  private final int k;
  private final long leaseMs;
  private final long evidenceIsLateMs;
  private final Thread thread = new Thread(this, "watch");
  private String violation = "";
  private String newest = "";
  private long newestAskedNanos = Long.MIN_VALUE;
  private long forbiddenFromNanos = Long.MAX_VALUE;
  private boolean paused;
  private boolean stopped;
  private double latestOpenMs;

  /**
   * @param evidenceIsLateMs how long it may take until a gate's evidence is here; 0 if it is here
   *     before the grant leaves
   */
  Watch(
      ClientProcess client,
      List<? extends GateUnderTest> gates,
      int k,
      long leaseMs,
      long evidenceIsLateMs) {
    this.client = client;
    this.gates = gates;
    this.k = k;
    this.leaseMs = leaseMs;
    this.evidenceIsLateMs = evidenceIsLateMs;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** While the client is stopped nobody asks. */
  synchronized void pause(boolean on) {
    paused = on;
    notifyAll();
  }

  /** From now on only WITHDRAW is right. */
  synchronized void forbidOpen() {
    forbiddenFromNanos = System.nanoTime();
  }

  synchronized void allowOpen() {
    forbiddenFromNanos = Long.MAX_VALUE;
  }

  /**
   * How long after sending the last granted renewal the client still said something but WITHDRAW.
   */
  synchronized double latestOpenMs() {
    return latestOpenMs;
  }

  /** What was wrong first; empty if nothing was. */
  synchronized String violation() {
    return violation;
  }

  /** Waits until an answer that was asked for from now on is that. */
  synchronized void await(String quotes, long withinMs) throws InterruptedException {
    long from = System.nanoTime();
    long deadline = from + TimeUnit.MILLISECONDS.toNanos(withinMs);
    while (newestAskedNanos < from || !newest.startsWith(quotes + ' ')) {
      long left = deadline - System.nanoTime();
      if (!violation.isEmpty() || left <= 0) {
        throw new AssertionError(
            violation.isEmpty() ? "not " + quotes + " in time: " + newest : violation);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void run() {
    try {
      while (awaitTurn()) {
        long asked = System.nanoTime();
        Answer answer = client.permission();
        note(asked, System.nanoTime(), answer);
        Thread.sleep(PAUSE_MS);
      }
    } catch (IOException | InterruptedException e) {
      wrong("the client can't be asked: " + e.getMessage());
    }
  }

  private synchronized boolean awaitTurn() throws InterruptedException {
    while (paused && !stopped) {
      wait();
    }
    return !stopped && violation.isEmpty();
  }

  private void note(long asked, long answered, Answer answer) throws InterruptedException {
    String wrong = judge(asked, answered, answer);
    if (!wrong.isEmpty() && evidenceIsLateMs > 0) {
      Thread.sleep(evidenceIsLateMs);
      wrong = judge(asked, answered, answer);
    }
    if (!wrong.isEmpty()) {
      wrong(wrong + ": " + answer);
    }
    synchronized (this) {
      newest = answer.quotes() + ' ' + answer.liquidations() + ' ' + answer.why();
      newestAskedNanos = asked;
      notifyAll();
    }
  }

  private synchronized void wrong(String what) {
    violation = stopped || !violation.isEmpty() ? violation : what;
    notifyAll();
  }

  private synchronized String judge(long asked, long answered, Answer answer) {
    if (answer.quotes().equals("WITHDRAW")) {
      return "";
    }
    if (forbiddenFromNanos < asked) {
      return "not WITHDRAW where nothing else was right";
    }
    int standing = 0;
    StringBuilder why = new StringBuilder();
    for (GateUnderTest gate : gates) {
      String wrong = judge(gate.evidence(), asked, answered, answer);
      standing += wrong.isEmpty() ? 1 : 0;
      why.append(wrong);
    }
    return standing >= k ? "" : standing + " of " + k + " gates stand behind this" + why;
  }

  private String judge(Evidence gate, long asked, long answered, Answer answer) {
    long leaseNanos = leaseMs * NANOS_PER_MS;
    OptionalLong reached = gate.lastReachedNanos();
    if (reached.isEmpty()) {
      return "; nothing was granted yet";
    }
    long sinceReached = asked - reached.getAsLong();
    if (sinceReached > leaseNanos) {
      return "; the last renewal granted came " + sinceReached / NANOS_PER_MS + " ms before";
    }
    double openMs = (double) sinceReached / NANOS_PER_MS;
    OptionalDouble sent = client.lastGrantedSentMs(gate);
    if (sent.isPresent()) {
      openMs = answer.nowMs() - sent.getAsDouble();
      if (openMs > leaseMs) {
        return "; the last renewal granted was sent " + openMs + " ms before";
      }
    } else if (client.tellsWhenItSends()) {
      return "; no renewal that was granted was sent";
    }
    latestOpenMs = gates.size() == k ? Math.max(latestOpenMs, openMs) : latestOpenMs;
    if (!gate.permits(answer.quotes(), asked - leaseNanos, answered)) {
      return "; the gate has not said so within a lease";
    }
    if (gate.isObeyedAt(asked) && Evidence.rank(answer.quotes()) < Evidence.rank(gate.newest())) {
      return "; it had acknowledged " + gate.newest();
    }
    return "";
  }
}
