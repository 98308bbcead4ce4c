package io.driftgate.feed.frame;

import java.util.List;

/** The {@code hello} frame: the first one. */
public final class HelloJson {
  /** The WebSocket subprotocol. */
  public static final String PROTOCOL = "driftgate.v1";

  private HelloJson() {}

  /**
   * A key that the gate signs with, or did or will.
   *
   * @param kid by which signatures name it
   * @param ed25519 its 32 bytes in base64
   */
  public record Key(String kid, String ed25519) {}

  /** The frame. */
  public static byte[] frame(
      String version, long epoch, long leaseMs, long heartbeatMs, List<Key> keys) {
    return Json.object(
        json -> {
          json.writeStringField("type", "hello");
          json.writeStringField("protocol", PROTOCOL);
          json.writeStringField("version", version);
          json.writeNumberField("epoch", epoch);
          json.writeNumberField("leaseMs", leaseMs);
          json.writeNumberField("heartbeatMs", heartbeatMs);
          json.writeArrayFieldStart("keys");
          for (Key key : keys) {
            json.writeStartObject();
            json.writeStringField("kid", key.kid());
            json.writeStringField("ed25519", key.ed25519());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
