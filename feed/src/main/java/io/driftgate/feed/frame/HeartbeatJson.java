package io.driftgate.feed.frame;

/** The {@code heartbeat} frame, which grants nothing. */
public final class HeartbeatJson {
  private HeartbeatJson() {}

  /** The frame. */
  public static byte[] frame(GateHeader header) {
    return Json.object(json -> header.write(json, "heartbeat"));
  }
}
