package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.io.IOException;
import java.util.Optional;

/**
 * The few fields of a block object that are compared between nodes; and its whole header, if it is
 * to be verified. The rest is skipped.
 */
final class BlockFields {
  private static final String[] NAMES = {"number", "hash", "parentHash", "stateRoot", "timestamp"};
  private static final int NUMBER = 0;
  private static final int HASH = 1;
  private static final int PARENT_HASH = 2;
  private static final int STATE_ROOT = 3;
  private static final int TIMESTAMP = 4;
  private static final long MS_PER_SECOND = 1_000;

  private final String[] texts = new String[NAMES.length];
  private final Optional<HeaderFields> header;

  private BlockFields(Optional<HeaderFields> header) {
    this.header = header;
  }

  /**
   * Reads up to the object's end.
   *
   * @param headers whether the whole header is read
   */
  static BlockFields read(JsonParser json, boolean headers) throws IOException {
    return headers ? readWhole(json) : readFew(json);
  }

  private static BlockFields readFew(JsonParser json) throws IOException {
    BlockFields fields = new BlockFields(Optional.empty());
    JsonFields wanted = new JsonFields(json, NAMES);
    for (int field = wanted.next(); field != JsonFields.END; field = wanted.next()) {
      fields.put(field, json);
    }
    return fields;
  }

  private static BlockFields readWhole(JsonParser json) throws IOException {
    HeaderFields header = new HeaderFields();
    BlockFields fields = new BlockFields(Optional.of(header));
    HeaderNames names = new HeaderNames(json, header);
    for (String name = names.next(); name != null; name = names.next()) {
      if (isCompared(name)) {
        fields.put(indexOf(name), json);
      }
    }
    return fields;
  }

  /** Whether a field is one of those that are compared, without which a block is MALFORMED. */
  static boolean isCompared(String name) {
    return indexOf(name) >= 0;
  }

  private static int indexOf(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void put(int field, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw DefectException.malformed("a block's " + NAMES[field] + " is not a string");
    }
    texts[field] = json.getText();
  }

  /** The whole header; empty if it was not to be read. */
  Optional<HeaderFields> header() {
    return header;
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
