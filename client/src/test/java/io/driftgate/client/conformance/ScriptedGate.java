package io.driftgate.client.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A gate on a real socket that says what the product says and does to it what a script orders. It
 * keeps the evidence that clients are judged by.
 */
final class ScriptedGate implements GateUnderTest, Closeable {
  private static final int TOO_SLOW = 4409;

  private final long leaseMs;
  private final Evidence evidence;
  private final Network network = new Network();
  private final Speech speech;
  private final Set<Line> lines = new LinkedHashSet<>();
  private final Thread heart = new Thread(this::live, "heart");
  private final AtomicInteger acks = new AtomicInteger();
  private ServerSocket door;
  private final int port;
  private boolean granting = true;

  ScriptedGate(long leaseMs, Evidence evidence) throws IOException {
    this.leaseMs = leaseMs;
    this.evidence = evidence;
    speech = new Speech(leaseMs);
    evidence.says(speech.quotes());
    open(0);
    port = door.getLocalPort();
    heart.setDaemon(true);
    heart.start();
  }

  private void open(int onPort) throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    bind(opened, onPort);
    door = opened;
    Thread acceptor = new Thread(() -> accept(opened), "door");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** The port is not free before the thread that waited at the last door has gone. */
  private static void bind(ServerSocket opened, int onPort) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 50);
        return;
      } catch (BindException e) {
        if (tries == 200) {
          throw e;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket socket = from.accept();
        new Line(this, new Wire(socket)).start();
      }
    } catch (IOException e) {
      // the door was closed
    }
  }

  @Override
  public String url() {
    return "ws://127.0.0.1:" + port + "/v1/feed";
  }

  @Override
  public Evidence evidence() {
    return evidence;
  }

  Network network() {
    return network;
  }

  synchronized String publicKey() {
    return speech.publicKey();
  }

  String signature(String json) {
    return speech.signed(json);
  }

  /** How many acknowledgements of the newest version came. */
  int acks() {
    return acks.get();
  }

  // ---- what the script orders

  /** The market's quotes change, and every desk is told. */
  synchronized void move(String quotes) {
    boolean stricter = Evidence.rank(quotes) > Evidence.rank(speech.quotes());
    if (!stricter) {
      evidence.says(quotes); // permitted from here on
    }
    ObjectNode frame = speech.move(quotes);
    if (stricter) {
      evidence.says(quotes);
    }
    network.changes(frame);
    subscribed().forEach(line -> line.say(frame));
  }

  /** Says something out of turn to every desk; returns nothing that counts. */
  synchronized void inject(ObjectNode frame) {
    subscribed().forEach(line -> line.say(frame));
  }

  synchronized ObjectNode snapshotNow() {
    return speech.snapshot();
  }

  synchronized void granting(boolean on) {
    granting = on;
  }

  synchronized void wallStep(long ms) {
    speech.wallStepMs = ms;
  }

  synchronized void swallowAll() {
    lines.forEach(Line::swallow);
  }

  synchronized void releaseHeld(String type) {
    network.release(type);
    lines.forEach(Line::release);
  }

  synchronized void cutAll() {
    List.copyOf(lines).forEach(Line::close);
  }

  /** Dies without a word; nobody listens until {@link #comeBack}. */
  synchronized void die() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
  }

  /** As a new process on the same port. */
  synchronized void comeBack() {
    evidence.says("WITHDRAW");
    speech.restart();
    try {
      open(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A higher epoch on the same connections: what no gate should do. */
  synchronized void restartUnderneath() {
    evidence.says("WITHDRAW");
    speech.restart();
    subscribed().forEach(line -> line.say(speech.snapshot()));
  }

  // ---- what desks do

  synchronized void welcome(Line line) {
    lines.add(line);
    line.say(speech.hello());
  }

  synchronized void leave(Line line) {
    lines.remove(line);
  }

  synchronized void take(Line line, JsonNode said, long reachedNanos) {
    switch (said.get("op").asText()) {
      case "subscribe" -> subscribe(line, said);
      case "renew" -> renew(line, said.get("nonce").asText(), reachedNanos);
      case "ack" -> {
        acks.incrementAndGet();
        if (said.get("version").asLong() == speech.version()) {
          evidence.obeyed();
        }
      }
      default -> {}
    }
  }

  private void subscribe(Line line, JsonNode said) {
    line.subscribed = true;
    line.signed = said.path("signed").asBoolean();
    JsonNode since = said.get("since");
    List<ObjectNode> frames =
        since == null
            ? List.of(speech.snapshot())
            : speech.since(since.get("epoch").asLong(), since.get("seq").asLong());
    frames.forEach(
        frame -> {
          network.changes(frame);
          line.say(frame);
        });
  }

  private void renew(Line line, String nonce, long reachedNanos) {
    if (!granting || !line.subscribed) {
      return;
    }
    ObjectNode lease = speech.lease(nonce);
    if (network.changes(lease)) {
      line.say(lease);
    } else {
      line.say(lease, () -> evidence.granted(nonce, reachedNanos));
    }
  }

  private void live() {
    try {
      while (true) {
        Thread.sleep(leaseMs / 4);
        beat();
      }
    } catch (InterruptedException e) {
      // the gate was closed
    }
  }

  private synchronized void beat() {
    long silentNanos = 8 * leaseMs * 1_000_000L;
    for (Line line : subscribed()) {
      if (System.nanoTime() - line.heardNanos() > silentNanos) {
        line.queue(Wire.close(TOO_SLOW), () -> {});
        line.subscribed = false;
      } else {
        line.queue(Wire.frame(Wire.PING, new byte[0]), () -> {});
        line.say(speech.header("heartbeat"));
        line.say(speech.header("somethingOfTheFuture"));
      }
    }
  }

  private List<Line> subscribed() {
    return lines.stream().filter(line -> line.subscribed).toList();
  }

  @Override
  public synchronized void close() {
    heart.interrupt();
    die();
  }
}
