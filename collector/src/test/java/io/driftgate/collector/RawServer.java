package io.driftgate.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that does to each request's socket what a script says: below HTTP, so that it can lie.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** What happens on a connection after a whole request was read; returning closes it. */
  interface Script {
    void run(String head, Socket socket, OutputStream out) throws IOException, InterruptedException;
  }

  RawServer(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  URI http() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  URI ws() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  static Script answers(String head, byte[] body) {
    return (request, socket, out) -> {
      out.write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
    };
  }

  static Script answersOk(byte[] body) {
    return answers("200 OK\r\nContent-Length: " + body.length, body);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = readRequest(socket.getInputStream());
      script.run(head, socket, socket.getOutputStream());
    } catch (IOException | InterruptedException gone) {
      // the collector hung up, as it should
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    in.readNBytes(lengthOf(head.toString(StandardCharsets.ISO_8859_1)));
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int lengthOf(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
        .findFirst()
        .orElse(0);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
