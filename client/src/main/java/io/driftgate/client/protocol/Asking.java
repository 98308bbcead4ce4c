package io.driftgate.client.protocol;

import java.util.List;
import java.util.OptionalLong;

/** The frames that a desk sends. All texts in them are checked: none needs escapes. */
final class Asking {
  private Asking() {}

  /** A subscribe; with an epoch, only what came after that seq is asked for. */
  static String subscribe(List<String> markets, boolean signed, OptionalLong epoch, long seq) {
    StringBuilder frame = new StringBuilder("{\"op\":\"subscribe\"");
    if (!markets.isEmpty()) {
      frame.append(",\"markets\":[\"").append(String.join("\",\"", markets)).append("\"]");
    }
    frame.append(",\"streams\":[\"gate\"]");
    if (signed) {
      frame.append(",\"signed\":true");
    }
    if (epoch.isPresent()) {
      frame
          .append(",\"since\":{\"epoch\":")
          .append(epoch.getAsLong())
          .append(",\"seq\":")
          .append(seq)
          .append('}');
    }
    return frame.append('}').toString();
  }

  static String renew(String nonce) {
    return "{\"op\":\"renew\",\"nonce\":\"" + nonce + "\"}";
  }
}
