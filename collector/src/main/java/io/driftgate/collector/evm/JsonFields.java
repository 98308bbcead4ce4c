package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;

/**
 * Walks an object whose start has been read and stops at the wanted fields only, each at most once:
 * of two values under one name nobody can say which the node meant.
 */
final class JsonFields {
  static final int END = -1;

  private final JsonParser json;
  private final String[] names;
  private int seen;

  JsonFields(JsonParser json, String[] names) {
    this.json = json;
    this.names = names;
  }

  /** Moves to the next wanted field's value and returns the name's index, or {@link #END}. */
  int next() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      int field = indexOf(json.currentName());
      json.nextToken();
      if (field >= 0) {
        return once(field);
      }
      json.skipChildren();
    }
    return END;
  }

  private int once(int field) throws DefectException {
    if ((seen & 1 << field) != 0) {
      throw DefectException.malformed("the field " + names[field] + " stands twice");
    }
    seen |= 1 << field;
    return field;
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
