package io.driftgate.bench.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answers to one poll of a node, whole HTTP messages in which only the ids are left open: a
 * farm that assembled each anew would measure itself. Immutable but for the buffer that it fills.
 *
 * @param heads to a batch of three questions
 * @param identity to one of five, which also asks who answers
 */
record FarmAnswers(Template heads, Template identity) {
  /** Digits of an id, padded with spaces before it. */
  private static final int ID_WIDTH = 12;

  private static final String OPEN_ID = "#".repeat(ID_WIDTH);

  /**
   * Makes both.
   *
   * @param finalized, safe, latest blocks as JSON, in the order in which they are asked for
   */
  static FarmAnswers of(String finalized, String safe, String latest, long chainId) {
    String heads = answer(finalized) + "," + answer(safe) + "," + answer(latest);
    String who =
        answer("\"0x" + Long.toHexString(chainId) + "\"")
            + ","
            + answer("\"Geth/v1.16.7-stable/linux-amd64/go1.25.1\"");
    return new FarmAnswers(
        Template.of("[" + heads + "]"), Template.of("[" + heads + "," + who + "]"));
  }

  private static String answer(String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + OPEN_ID + ",\"result\":" + result + "}";
  }

  /** An HTTP answer with a JSON body. */
  static byte[] http(String json) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length();
    return (head + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A message with open ids. */
  static final class Template {
    private final byte[] bytes;
    private final int[] places;

    private Template(byte[] bytes, int[] places) {
      this.bytes = bytes;
      this.places = places;
    }

    static Template of(String json) {
      byte[] bytes = http(json);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int[] places = new int[json.length() / OPEN_ID.length()];
      int found = 0;
      for (int at = text.indexOf(OPEN_ID); at >= 0; at = text.indexOf(OPEN_ID, at + ID_WIDTH)) {
        places[found] = at;
        found++;
      }
      return new Template(bytes, Arrays.copyOf(places, found));
    }

    /** Writes the message with ids that count up from the first. */
    void fill(ByteBuffer out, long firstId) {
      int start = out.position();
      out.put(bytes);
      for (int i = 0; i < places.length; i++) {
        long id = firstId + i;
        for (int at = start + places[i] + ID_WIDTH - 1; at >= start + places[i]; at--) {
          out.put(at, id == 0 ? (byte) ' ' : (byte) ('0' + id % 10));
          id /= 10;
        }
      }
    }
  }
}
