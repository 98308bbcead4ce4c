package io.driftgate.feed.frame;

/** The {@code hello} frame: the first one. */
public final class HelloJson {
  /** The WebSocket subprotocol. */
  public static final String PROTOCOL = "driftgate.v1";

  private HelloJson() {}

  /** The frame. {@code keys} is empty: nothing is signed yet. */
  public static byte[] frame(String version, long epoch, long leaseMs, long heartbeatMs) {
    return Json.object(
        json -> {
          json.writeStringField("type", "hello");
          json.writeStringField("protocol", PROTOCOL);
          json.writeStringField("version", version);
          json.writeNumberField("epoch", epoch);
          json.writeNumberField("leaseMs", leaseMs);
          json.writeNumberField("heartbeatMs", heartbeatMs);
          json.writeArrayFieldStart("keys");
          json.writeEndArray();
        });
  }
}
