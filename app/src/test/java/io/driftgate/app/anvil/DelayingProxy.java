package io.driftgate.app.anvil;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A TCP proxy that holds back what the server says, in order, by a settable delay. */
final class DelayingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile long delayNanos;

  private record Held(long dueNanos, ByteBuffer bytes) {}

  private interface Pump {
    void run() throws IOException, InterruptedException;
  }

  DelayingProxy(int target) throws IOException {
    this.target = target;
    inBackground(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on; what is already on its way keeps its time. */
  void delayMs(long ms) {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(ms);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(client, server));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      BlockingQueue<Held> held = new LinkedBlockingQueue<>(10_000);
      inBackground(() -> copy(client.getInputStream(), server.getOutputStream()));
      inBackground(() -> hold(server.getInputStream(), held));
      inBackground(() -> release(held, client.getOutputStream()));
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[65_536];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  private void hold(InputStream in, BlockingQueue<Held> held)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[65_536];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      held.put(new Held(System.nanoTime() + delayNanos, ByteBuffer.wrap(Arrays.copyOf(buffer, n))));
    }
  }

  private static void release(BlockingQueue<Held> held, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      Held next = held.take();
      TimeUnit.NANOSECONDS.sleep(next.dueNanos() - System.nanoTime());
      out.write(next.bytes().array());
    }
  }

  private static void inBackground(Pump pump) {
    Thread thread =
        new Thread(
            () -> {
              try {
                pump.run();
              } catch (IOException | InterruptedException closed) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
