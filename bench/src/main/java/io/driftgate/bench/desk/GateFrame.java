package io.driftgate.bench.desk;

import java.nio.charset.StandardCharsets;

/** Reads the little that is measured out of a feed frame, without parsing the rest. */
final class GateFrame {
  /** What a frame is to this benchmark. */
  enum Kind {
    TO_OPEN,
    TO_WITHDRAW,
    OTHER
  }

  private static final byte[] TRANSITION = bytes("\"type\":\"transition\"");
  private static final byte[] SEQ = bytes("\"seq\":");
  private static final byte[] TO_OPEN = bytes("\"quotes\":{\"from\":\"WITHDRAW\",\"to\":\"OPEN\"");
  private static final byte[] TO_WITHDRAW =
      bytes("\"quotes\":{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"");
  private static final byte[] DECISION = bytes("\"decisionNanos\":");
  private static final int HEAD = 64;

  private GateFrame() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Kind kind(byte[] frame, int from, int length) {
    if (indexOf(frame, from, Math.min(HEAD, length), TRANSITION) < 0) {
      return Kind.OTHER;
    }
    if (indexOf(frame, from, length, TO_WITHDRAW) >= 0) {
      return Kind.TO_WITHDRAW;
    }
    return indexOf(frame, from, length, TO_OPEN) >= 0 ? Kind.TO_OPEN : Kind.OTHER;
  }

  static long seq(byte[] frame, int from, int length) {
    return number(frame, from, length, SEQ);
  }

  /** What the gate says of itself: from the stamp to the frame; -1 if it says nothing. */
  static long decisionNanos(byte[] frame, int from, int length) {
    return number(frame, from, length, DECISION);
  }

  private static long number(byte[] frame, int from, int length, byte[] name) {
    int at = indexOf(frame, from, length, name);
    if (at < 0) {
      return -1;
    }
    long value = 0;
    for (int i = at + name.length; i < from + length && frame[i] >= '0' && frame[i] <= '9'; i++) {
      value = 10 * value + (frame[i] - '0');
    }
    return value;
  }

  private static int indexOf(byte[] in, int from, int length, byte[] wanted) {
    int last = from + length - wanted.length;
    for (int at = from; at <= last; at++) {
      if (in[at] == wanted[0] && matches(in, at, wanted)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] in, int at, byte[] wanted) {
    for (int i = 1; i < wanted.length; i++) {
      if (in[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
