package io.driftgate.client;

import io.driftgate.client.protocol.FakeGate;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate on a bare socket, which can also do what no gate should. One thread a connection. */
final class RawGate implements AutoCloseable {
  final FakeGate gate;
  final List<String> heard = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Connection> connections = new CopyOnWriteArrayList<>();
  volatile String refusal = "";
  volatile boolean mute;
  volatile boolean deaf;
  private final ServerSocket server;

  RawGate(FakeGate gate) throws IOException {
    this.gate = gate;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Rooms.thread(this::accept, "raw-gate").start();
  }

  String address() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/v1/feed";
  }

  private void accept() {
    try {
      while (true) {
        Connection connection = new Connection(server.accept());
        connections.add(connection);
        Rooms.thread(connection, "raw-gate-connection").start();
      }
    } catch (IOException e) {
      assert server.isClosed();
    }
  }

  /** Tells every desk. */
  void say(String text) throws IOException {
    for (Connection connection : connections) {
      if (!connection.ended) {
        connection.say(text);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.socket.close();
    }
  }

  final class Connection implements Runnable {
    final Socket socket;
    volatile boolean ended;

    Connection(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try (socket) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        if (shakeHands(in)) {
          say(gate.hello());
          while (true) {
            answer(frame(in));
          }
        }
      } catch (IOException | GeneralSecurityException e) {
        ended = true;
      }
    }

    private boolean shakeHands(DataInputStream in) throws IOException, GeneralSecurityException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      requests.add(head.toString());
      String key =
          new BufferedReader(new StringReader(head.toString()))
              .lines()
              .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
              .findFirst()
              .orElseThrow()
              .substring(18)
              .trim();
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      String answer =
          refusal.isEmpty()
              ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Protocol: driftgate.v1\r\nSec-WebSocket-Accept: "
                  + Base64.getEncoder().encodeToString(hash)
                  + "\r\n\r\n"
              : "HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      return refusal.isEmpty();
    }

    private String frame(DataInputStream in) throws IOException {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      length = length == 126 ? in.readUnsignedShort() : length;
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < length; i++) {
        payload[i] ^= mask[i % 4];
      }
      if (opcode == 8) {
        throw new IOException("closed");
      }
      return opcode == 1 ? new String(payload, StandardCharsets.UTF_8) : "";
    }

    private void answer(String text) throws IOException {
      if (text.isEmpty() || deaf) {
        return;
      }
      heard.add(text);
      if (text.contains("\"subscribe\"")) {
        say(gate.snapshot());
      } else if (text.contains("\"renew\"")) {
        say(gate.lease(text.replaceAll(".*\"nonce\":\"|\"}", "")));
      }
    }

    synchronized void say(String text) throws IOException {
      if (mute) {
        return;
      }
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
      frame.put((byte) 0x81).put((byte) 127).putLong(payload.length).put(payload);
      OutputStream out = socket.getOutputStream();
      out.write(frame.array());
      out.flush();
    }
  }
}
