package io.driftgate.bench.node;

import io.driftgate.bench.wire.FrameReader;
import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to a fake node: HTTP requests, or a WebSocket after an upgrade. Nodes' thread. */
final class NodeLine {
  private static final int CAPACITY = 1 << 16;
  private static final int OPCODE_PING = 0x9;
  private static final Pattern QUESTION =
      Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\",\"params\":\\[(?:\"(\\w+)\")?");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *(\\S+)");

  private final FakeNode node;
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(CAPACITY);
  private final FrameReader frames = new FrameReader();
  private boolean upgraded;

  NodeLine(FakeNode node, SocketChannel channel) {
    this.node = node;
    this.channel = channel;
  }

  /** Returns false when the connection is over. */
  boolean onReadable() throws IOException {
    if (upgraded) {
      boolean open = frames.readFrom(channel);
      frames.drain(this::onFrame);
      return open;
    }
    if (channel.read(in) < 0) {
      return false;
    }
    boolean more = true;
    while (more) {
      more = nextRequest();
    }
    return true;
  }

  private boolean nextRequest() throws IOException {
    String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n") + 4;
    if (upgraded || headEnd < 4) {
      return false;
    }
    String head = text.substring(0, headEnd);
    Matcher length = LENGTH.matcher(head);
    int end = headEnd + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    if (text.length() < end) {
      return false;
    }
    in.flip().position(end);
    in.compact();
    answer(head, text.substring(headEnd, end));
    return true;
  }

  private void answer(String head, String body) throws IOException {
    Matcher key = KEY.matcher(head);
    if (key.find()) {
      upgraded = true;
      send(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + WsFrames.accept(key.group(1))
              + "\r\n\r\n");
    } else {
      String answers = "[" + answers(body) + "]";
      send(
          String.format(
                  Locale.ROOT,
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
                  answers.length())
              + answers);
    }
  }

  private String answers(String questions) {
    StringBuilder out = new StringBuilder();
    Matcher question = QUESTION.matcher(questions);
    while (question.find()) {
      String tag = question.group(3) == null ? "" : question.group(3);
      out.append(out.isEmpty() ? "" : ",")
          .append("{\"jsonrpc\":\"2.0\",\"id\":")
          .append(question.group(1))
          .append(",\"result\":")
          .append(node.answer(question.group(2), tag))
          .append('}');
    }
    return out.toString();
  }

  private void onFrame(int opcode, byte[] bytes, int from, int length) {
    if (opcode == OPCODE_PING) {
      byte[] payload = new byte[length];
      System.arraycopy(bytes, from, payload, 0, length);
      write(WsFrames.serverPong(payload));
    } else if (opcode == WsFrames.TEXT) {
      String asked = new String(bytes, from, length, StandardCharsets.UTF_8);
      write(WsFrames.serverText(answers(asked)));
      if (asked.contains("eth_subscribe")) {
        node.subscribed(channel);
      }
    }
  }

  private void send(String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void write(ByteBuffer frame) {
    try {
      channel.write(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
