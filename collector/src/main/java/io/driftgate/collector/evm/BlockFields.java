package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.io.IOException;

/** The few fields of a block object that are compared between nodes; the rest is skipped. */
final class BlockFields {
  private static final String[] NAMES = {"number", "hash", "parentHash", "stateRoot", "timestamp"};
  private static final int NUMBER = 0;
  private static final int HASH = 1;
  private static final int PARENT_HASH = 2;
  private static final int STATE_ROOT = 3;
  private static final int TIMESTAMP = 4;
  private static final long MS_PER_SECOND = 1_000;

  private final String[] texts = new String[NAMES.length];

  private BlockFields() {}

  /** Reads up to the object's end. */
  static BlockFields read(JsonParser json) throws IOException {
    BlockFields fields = new BlockFields();
    JsonFields wanted = new JsonFields(json, NAMES);
    for (int field = wanted.next(); field != JsonFields.END; field = wanted.next()) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        fields.texts[field] = json.getText();
      } else {
        throw DefectException.malformed("a block's " + NAMES[field] + " is not a string");
      }
    }
    return fields;
  }

  /**
   * The block as a head.
   *
   * @throws DefectException NEVER_SYNCED for height 0 with an all-zero hash, MALFORMED for a field
   *     that is missing or not what it should be
   */
  Head toHead() throws DefectException {
    long height = height();
    Hash hash = hash(HASH);
    if (hash.equals(Hash.ZERO)) {
      throw height == 0
          ? new DefectException(FailureKind.NEVER_SYNCED, "height 0 with an all-zero hash")
          : DefectException.malformed("a block's hash is all zero");
    }
    return new Head(height, hash, hash(PARENT_HASH), hash(STATE_ROOT), timestampMs());
  }

  /** The block as a reference; height 0 with an all-zero hash names none. */
  BlockRef toRef() throws DefectException {
    BlockRef ref = new BlockRef(height(), hash(HASH));
    if (!ref.hash().equals(Hash.ZERO)) {
      return ref;
    }
    if (ref.height() != 0) {
      throw DefectException.malformed("a block's hash is all zero");
    }
    return BlockRef.NONE;
  }

  private long height() throws DefectException {
    return Hex.quantity("a block's number", text(NUMBER));
  }

  private Hash hash(int field) throws DefectException {
    return Hex.hash("a block's " + NAMES[field], text(field));
  }

  long timestampMs() throws DefectException {
    long seconds = Hex.quantity("a block's timestamp", text(TIMESTAMP));
    if (seconds > Long.MAX_VALUE / MS_PER_SECOND) {
      throw DefectException.malformed("a block's timestamp is beyond 2^63 ms");
    }
    return seconds * MS_PER_SECOND;
  }

  private String text(int field) throws DefectException {
    if (texts[field] == null) {
      throw DefectException.malformed("a block has no " + NAMES[field]);
    }
    return texts[field];
  }
}
