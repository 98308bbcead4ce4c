package io.driftgate.client.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One desk's connection, with the network's faults in it. Two threads: one reads, one writes. */
final class Line implements Closeable {
  /** What waits to be written. */
  private record Outgoing(ByteBuffer bytes, long dueNanos, Runnable beforeWrite) {}

  /** A frame of a type that is held. */
  private record Held(String type, ByteBuffer bytes, Runnable beforeWrite) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedGate gate;
  private final Wire wire;
  private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
  private final List<Held> held = new ArrayList<>();
  private volatile boolean swallowing;
  private volatile boolean closed;
  private volatile long heardNanos = System.nanoTime();

  /** Set by the gate, under its lock. */
  boolean subscribed;

  boolean signed;

  Line(ScriptedGate gate, Wire wire) {
    this.gate = gate;
    this.wire = wire;
  }

  void start() {
    daemon(this::read);
    daemon(this::write);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "line");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on nothing passes, and neither end is told: half-open TCP. */
  void swallow() {
    swallowing = true;
  }

  long heardNanos() {
    return heardNanos;
  }

  void say(ObjectNode frame) {
    say(frame, () -> {});
  }

  /** Sends a frame through the network; {@code beforeWrite} is run just before it leaves. */
  void say(ObjectNode frame, Runnable beforeWrite) {
    String type = frame.get("type").asText();
    String text = frame.toString();
    boolean signs = signed && List.of("snapshot", "transition", "confirmed").contains(type);
    ByteBuffer bytes = Wire.text(signs ? gate.network().resigned(gate.signature(text)) : text);
    for (int left = gate.network().copiesOfNext(type); left > 0; left--) {
      pass(type, bytes, beforeWrite);
    }
  }

  private synchronized void pass(String type, ByteBuffer bytes, Runnable beforeWrite) {
    if (gate.network().isHeld(type)) {
      held.add(new Held(type, bytes, beforeWrite));
    } else {
      queue(bytes, beforeWrite);
    }
  }

  /** Lets go of what was held, all at once. */
  synchronized void release() {
    held.forEach(frame -> queue(frame.bytes, frame.beforeWrite));
    held.clear();
  }

  void queue(ByteBuffer bytes, Runnable beforeWrite) {
    long due = System.nanoTime() + gate.network().towardsDeskNanos();
    outgoing.add(new Outgoing(bytes, due, beforeWrite));
  }

  private void write() {
    try {
      while (!closed) {
        Outgoing next = outgoing.take();
        awaitNanos(next.dueNanos);
        if (!swallowing) {
          next.beforeWrite.run();
          wire.write(next.bytes);
        }
      }
    } catch (IOException | InterruptedException e) {
      close();
    }
  }

  private void read() {
    try {
      queue(wire.handshake(), () -> {});
      gate.welcome(this);
      while (true) {
        Wire.Received frame = wire.read();
        long reachedNanos = System.nanoTime();
        awaitNanos(reachedNanos + gate.network().towardsGateNanos());
        if (swallowing) {
          continue;
        }
        heardNanos = System.nanoTime();
        if (frame.opcode() == Wire.CLOSE) {
          close();
        } else if (frame.opcode() == Wire.TEXT) {
          JsonNode said = JSON.readTree(frame.text());
          gate.take(this, said, reachedNanos);
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  private static void awaitNanos(long dueNanos) {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    closed = true;
    queue(ByteBuffer.allocate(0), () -> {}); // wakes the writer, which ends
    gate.leave(this);
    try {
      wire.close();
    } catch (IOException e) {
      // it was gone already
    }
  }
}
