package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What every gate frame carries beside its own fields.
 *
 * @param epoch of the gate process
 * @param seq of its last transition
 * @param atMs Unix milliseconds of the gate's judgement
 * @param leaseMs how long a grant lasts, in milliseconds
 */
public record GateHeader(long epoch, long seq, long atMs, long leaseMs) {
  void write(JsonGenerator json, String type) throws IOException {
    json.writeStringField("type", type);
    json.writeNumberField("epoch", epoch);
    json.writeNumberField("seq", seq);
    json.writeNumberField("atMs", atMs);
    json.writeNumberField("leaseMs", leaseMs);
  }
}
