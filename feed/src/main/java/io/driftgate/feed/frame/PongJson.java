package io.driftgate.feed.frame;

import java.util.Optional;

/** The {@code pong} frame. */
public final class PongJson {
  private PongJson() {}

  /** The frame; {@code id} as the desk sent it, absent if it sent none. */
  public static byte[] frame(Optional<String> id, long atMs) {
    return Json.object(
        json -> {
          json.writeStringField("type", "pong");
          if (id.isPresent()) {
            json.writeStringField("id", id.get());
          }
          json.writeNumberField("atMs", atMs);
        });
  }
}
