package io.driftgate.bench.stamp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the heads that a node pushes in the bytes of one connection, whatever else they carry: a
 * {@code newHeads} notification ends where its JSON does. Any thread, one at a time.
 */
final class PushedHeads {
  private static final String PUSHED = "\"eth_subscription\"";
  private static final Pattern NUMBER = Pattern.compile("\"number\":\"0x([0-9a-f]{1,15})\"");

  private static final byte LONGER = 126;
  private static final int LONGER_BYTES = 2;

  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private int depth;
  private int headerLeft;
  private boolean lengthNext;

  /** Returns the heights of the heads whose last byte is among these. */
  List<Long> in(byte[] bytes, int length) {
    List<Long> heads = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      byte next = bytes[i];
      if (isFrameHeader(next)) {
        continue;
      }
      depth += next == '{' ? 1 : 0;
      if (depth > 0) {
        open.write(next);
      }
      if (next == '}' && depth > 0) {
        depth--;
        if (depth == 0) {
          addHead(open.toString(StandardCharsets.ISO_8859_1), heads);
          open.reset();
        }
      }
    }
    return heads;
  }

  /**
   * A frame's length may look like a bracket: a header begins with a byte that no JSON here has.
   */
  private boolean isFrameHeader(byte next) {
    if (headerLeft == 0 && next < 0) {
      headerLeft = 1;
      depth = 0;
      open.reset();
      lengthNext = true;
      return true;
    }
    if (headerLeft == 0) {
      return false;
    }
    headerLeft += lengthNext && next == LONGER ? LONGER_BYTES : 0;
    lengthNext = false;
    headerLeft--;
    return true;
  }

  private static void addHead(String json, List<Long> heads) {
    Matcher number = NUMBER.matcher(json);
    if (json.contains(PUSHED) && number.find()) {
      heads.add(Long.parseLong(number.group(1), 16));
    }
  }
}
