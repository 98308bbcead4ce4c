package io.driftgate.simulator.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;

/** Reads a header from what a node answers. */
public final class HeaderJson {
  private HeaderJson() {}

  public static Header read(JsonNode block) {
    Map<HeaderField, String> fields = new EnumMap<>(HeaderField.class);
    for (HeaderField field : HeaderField.values()) {
      if (block.hasNonNull(field.jsonName())) {
        fields.put(field, block.get(field.jsonName()).textValue());
      }
    }
    return new Header(fields);
  }
}
