package io.driftgate.collector.transport;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes of an event stream to events, as the WHATWG's HTML standard has it (9.2.6): lines end in
 * LF, CR or CRLF, an empty line ends an event, a colon begins a comment. Ids and reconnection times
 * are left: nothing is replayed here. Holds at most one line and one event. Pure.
 */
final class EventParser {
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int MAX_NAME = 128;

  private final int maxBytes;
  private final Consumer<Buffer> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private String name = "";
  private boolean hasData;
  private boolean firstLine = true;
  private boolean afterCr;

  /**
   * Reads nothing yet.
   *
   * @param maxBytes cap on a line, and on an event's data
   * @param events given each event: its name, a line feed and its data
   */
  EventParser(int maxBytes, Consumer<Buffer> events) {
    this.maxBytes = maxBytes;
    this.events = events;
  }

  /**
   * Reads on.
   *
   * @return whether it is within its cap; once it is not, nothing is to follow
   */
  boolean read(byte[] chunk) {
    int from = 0;
    for (int i = 0; i < chunk.length; i++) {
      boolean ends = chunk[i] == '\n' || chunk[i] == '\r';
      if (!ends) {
        afterCr = false;
      } else if (chunk[i] == '\n' && afterCr) {
        afterCr = false;
        from = i + 1;
      } else {
        afterCr = chunk[i] == '\r';
        boolean fits = append(chunk, from, i) && endLine();
        from = i + 1;
        if (!fits) {
          return false;
        }
      }
    }
    return append(chunk, from, chunk.length);
  }

  private boolean append(byte[] chunk, int from, int to) {
    if (line.size() + (to - from) > maxBytes) {
      return false;
    }
    line.write(chunk, from, to - from);
    return true;
  }

  private boolean endLine() {
    byte[] bytes = line.toByteArray();
    line.reset();
    int start = firstLine && Arrays.equals(bytes, 0, Math.min(3, bytes.length), BOM, 0, 3) ? 3 : 0;
    firstLine = false;
    if (start == bytes.length) {
      dispatch();
      return true;
    }
    return field(bytes, start);
  }

  private boolean field(byte[] bytes, int start) {
    int colon = start;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(bytes.length, colon + 1);
    if (value < bytes.length && bytes[value] == ' ') {
      value++;
    }
    return switch (text(bytes, start, colon)) {
      case "data" -> data(bytes, value);
      case "event" -> {
        name = text(bytes, value, bytes.length);
        yield true;
      }
      default -> true;
    };
  }

  /** A longer one is none of ours. */
  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.min(MAX_NAME, to - from), StandardCharsets.UTF_8);
  }

  private boolean data(byte[] bytes, int from) {
    int length = bytes.length - from;
    if (data.size() + length + (hasData ? 1 : 0) > maxBytes) {
      return false;
    }
    if (hasData) {
      data.write('\n');
    }
    hasData = true;
    data.write(bytes, from, length);
    return true;
  }

  private void dispatch() {
    String named = name.isEmpty() ? "message" : name;
    boolean whole = hasData;
    byte[] value = data.toByteArray();
    name = "";
    hasData = false;
    data.reset();
    if (whole) {
      events.accept(Buffer.buffer(named).appendByte((byte) '\n').appendBytes(value));
    }
  }
}
