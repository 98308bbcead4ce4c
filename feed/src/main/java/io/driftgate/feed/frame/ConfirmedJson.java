package io.driftgate.feed.frame;

import io.driftgate.feed.lease.Confirmation;

/** The {@code confirmed} frame: nobody acts on what held before a restriction any more. */
public final class ConfirmedJson {
  private static final long NANOS_PER_MS = 1_000_000L;

  private ConfirmedJson() {}

  /** The frame. {@code afterMs} is rounded up. */
  public static byte[] frame(GateHeader header, Confirmation confirmation) {
    long afterMs = (confirmation.afterNanos() + NANOS_PER_MS - 1) / NANOS_PER_MS;
    return Json.object(
        json -> {
          header.write(json, "confirmed");
          json.writeStringField("market", confirmation.market());
          json.writeNumberField("version", confirmation.version());
          json.writeNumberField("afterMs", afterMs);
          json.writeNumberField("acknowledged", confirmation.acknowledged());
          json.writeNumberField("expired", confirmation.expired());
        });
  }
}
