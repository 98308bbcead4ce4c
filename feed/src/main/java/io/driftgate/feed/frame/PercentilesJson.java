package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.view.Percentiles;
import java.io.IOException;

/** A histogram in short: {@code {count, p50Ms, p99Ms, maxMs}}, the times absent without values. */
final class PercentilesJson {
  private PercentilesJson() {}

  static void field(JsonGenerator json, String name, Percentiles percentiles) throws IOException {
    json.writeObjectFieldStart(name);
    fields(json, percentiles);
    json.writeEndObject();
  }

  static void fields(JsonGenerator json, Percentiles percentiles) throws IOException {
    json.writeNumberField("count", percentiles.count());
    if (percentiles.count() > 0) {
      Fields.millis(json, "p50Ms", percentiles.p50Nanos());
      Fields.millis(json, "p99Ms", percentiles.p99Nanos());
      Fields.millis(json, "maxMs", percentiles.maxNanos());
    }
  }
}
