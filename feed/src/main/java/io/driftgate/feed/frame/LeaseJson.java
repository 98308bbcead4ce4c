package io.driftgate.feed.frame;

import io.driftgate.core.fact.Hash;

/** The {@code lease} frame: a grant. */
public final class LeaseJson {
  private LeaseJson() {}

  /**
   * The frame.
   *
   * @param nonce as the desk sent it
   * @param viewHash of what the desk sees
   */
  public static byte[] frame(GateHeader header, String nonce, Hash viewHash) {
    return Json.object(
        json -> {
          header.write(json, "lease");
          json.writeStringField("nonce", nonce);
          json.writeStringField("viewHash", viewHash.toString());
        });
  }
}
