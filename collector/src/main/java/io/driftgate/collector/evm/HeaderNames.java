package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;

/**
 * Walks a block object whose start has been read, hands each header field to its header, and tells
 * of those that nobody knows. A header field, or the hash, that stands twice is MALFORMED: nobody
 * could say which of the two was meant.
 */
final class HeaderNames {
  private static final String HASH = "hash";

  private final JsonParser json;
  private final HeaderFields header;
  private int seen;
  private boolean hashSeen;

  HeaderNames(JsonParser json, HeaderFields header) {
    this.json = json;
    this.header = header;
  }

  /** Moves to the value of the next header field or the hash and returns its name; null at end. */
  String next() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      HeaderField field = HeaderField.byName(name);
      if (field != null) {
        once(field);
        header.put(field, json);
        return name;
      }
      if (name.equals(HASH)) {
        onceHash();
        return name;
      }
      if (!HeaderField.isBeside(name)) {
        header.noteUnknown();
      }
      json.skipChildren();
    }
    return null;
  }

  private void once(HeaderField field) throws DefectException {
    if ((seen & 1 << field.place()) != 0) {
      throw DefectException.malformed("the field " + field.jsonName() + " stands twice");
    }
    seen |= 1 << field.place();
  }

  private void onceHash() throws DefectException {
    if (hashSeen) {
      throw DefectException.malformed("the field " + HASH + " stands twice");
    }
    hashSeen = true;
  }
}
