package io.driftgate.bench.stamp;

import io.driftgate.bench.socket.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands before a node: what the node answers or pushes is passed on after a delay that walks
 * randomly, in its order; what it is asked passes at once. Notes when it read a pushed head and
 * when it wrote its last byte. Two threads for each direction of a connection.
 */
final class DelayProxy implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final long MS = 1_000_000;

  private final ServerSocket server;
  private final int nodePort;
  private final long baseNanos;
  private final long mostWalkNanos;
  private final SplittableRandom random;
  private final List<Socket> sockets = new ArrayList<>();
  private final Map<Long, Long> readNanos = new ConcurrentHashMap<>();
  private final Map<Long, Long> writtenNanos = new ConcurrentHashMap<>();
  private long walkNanos;

  private DelayProxy(int nodePort, long baseMs, long mostWalkMs, long seed) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.nodePort = nodePort;
    this.baseNanos = baseMs * MS;
    this.mostWalkNanos = mostWalkMs * MS;
    this.random = new SplittableRandom(seed);
  }

  /** One chunk of bytes, and the pushed heads that it completes. */
  private record Chunk(ByteBuffer bytes, long dueNanos, List<Long> heads) {}

  static DelayProxy open(int nodePort, long baseMs, long mostWalkMs, long seed) throws IOException {
    DelayProxy proxy = new DelayProxy(nodePort, baseMs, mostWalkMs, seed);
    start("proxy-accept", proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  long baseMs() {
    return baseNanos / MS;
  }

  /** By height: when the node's bytes had come. */
  Map<Long, Long> read() {
    return Map.copyOf(readNanos);
  }

  /** By height: right before the write that had its last byte. */
  Map<Long, Long> written() {
    return Map.copyOf(writtenNanos);
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, closed) -> {});
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket node = new Socket(InetAddress.getLoopbackAddress(), nodePort);
        client.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        synchronized (sockets) {
          sockets.addAll(List.of(client, node));
        }
        LinkedBlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
        start("proxy-ask", () -> ask(client, node));
        start("proxy-read", () -> read(node, queue));
        start("proxy-write", () -> write(client, queue));
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private static void ask(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private void read(Socket node, LinkedBlockingQueue<Chunk> queue) {
    PushedHeads heads = new PushedHeads();
    byte[] bytes = new byte[CHUNK];
    long lastDueNanos = System.nanoTime();
    try {
      InputStream in = node.getInputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        long nowNanos = System.nanoTime();
        List<Long> completed = heads.in(bytes, read);
        completed.forEach(height -> readNanos.putIfAbsent(height, nowNanos));
        lastDueNanos = Math.max(lastDueNanos, nowNanos + delayNanos());
        queue.add(new Chunk(ByteBuffer.wrap(Arrays.copyOf(bytes, read)), lastDueNanos, completed));
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private synchronized long delayNanos() {
    long step = mostWalkNanos == 0 ? 0 : random.nextLong(-2 * MS, 2 * MS + 1);
    walkNanos = Math.max(0, Math.min(mostWalkNanos, walkNanos + step));
    return baseNanos + walkNanos;
  }

  private void write(Socket client, LinkedBlockingQueue<Chunk> queue) {
    try {
      OutputStream out = client.getOutputStream();
      while (!client.isClosed()) {
        Chunk chunk = queue.take();
        if (chunk.dueNanos() - System.nanoTime() > 0) {
          Pace.until(chunk.dueNanos());
        }
        long nowNanos = System.nanoTime();
        out.write(chunk.bytes().array());
        chunk.heads().forEach(height -> writtenNanos.putIfAbsent(height, nowNanos));
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
