package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.view.ShadowRow;
import java.io.IOException;

/**
 * An item of {@code /v1/shadow}: a market as it would be, beside the policy that it would be by.
 */
public final class ShadowJson {
  private ShadowJson() {}

  /** Writes one object; it has no row hash, since no desk holds it. */
  public static void write(JsonGenerator json, ShadowRow shadow) throws IOException {
    json.writeStartObject();
    json.writeStringField("policy", shadow.policy());
    MarketJson.fields(json, shadow.row());
    json.writeEndObject();
  }
}
