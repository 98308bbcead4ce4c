package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A block object's header fields as bytes, in one array: no text is made of them. Filled while the
 * object is read, by one thread.
 */
final class HeaderFields {
  private static final HeaderField[] ALL = HeaderField.values();

  /** A mainnet header of today, with all that it may have. */
  private static final int USUAL_BYTES = 800;

  private final int[] starts = new int[ALL.length];
  private final int[] lengths = new int[ALL.length];
  private byte[] bytes = new byte[USUAL_BYTES];
  private int used;
  private int present;
  private boolean unknown;

  /** Takes a value. JSON's null is how some clients say that a header does not have the field. */
  void put(HeaderField field, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw DefectException.malformed("a block's " + field.jsonName() + " is not a string");
    }
    int length = json.getTextLength();
    if (length > 2 + 2 * field.maxBytes()) {
      throw malformed(field);
    }
    starts[field.place()] = used;
    read(field, json.getTextCharacters(), json.getTextOffset(), length);
    lengths[field.place()] = used - starts[field.place()];
    present |= 1 << field.place();
  }

  /** Notes a field that may be a header's and is not known here. */
  void noteUnknown() {
    unknown = true;
  }

  boolean hasUnknown() {
    return unknown;
  }

  /**
   * Whether it can be hashed: it has what every header has. A difficulty may be missing, which
   * clients need not show since it is always 0.
   */
  boolean isComplete() {
    int needed = (1 << HeaderField.BASE_FEE.place()) - 1 & ~(1 << HeaderField.DIFFICULTY.place());
    return (present & needed) == needed;
  }

  /** Whether it has all that a header of the newest live fork has. */
  boolean isNewestLive() {
    for (HeaderField field : ALL) {
      if (field.isInNewestLive() && (present & 1 << field.place()) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The RLP of all fields that are there: what the block's hash is made of. */
  byte[] rlp() {
    int payload = 0;
    for (HeaderField field : ALL) {
      if (isHashed(field)) {
        payload += Rlp.sizeOfString(bytes, start(field), lengths[field.place()]);
      }
    }
    byte[] rlp = new byte[Rlp.sizeOfHead(payload) + payload];
    int end = Rlp.list(payload, rlp, 0);
    for (HeaderField field : ALL) {
      if (isHashed(field)) {
        end = Rlp.string(bytes, start(field), lengths[field.place()], rlp, end);
      }
    }
    return rlp;
  }

  private boolean isHashed(HeaderField field) {
    return field == HeaderField.DIFFICULTY || (present & 1 << field.place()) != 0;
  }

  private int start(HeaderField field) {
    return starts[field.place()];
  }

  /** Each two digits are a byte; of an odd number of digits, which a quantity has, the first is. */
  private void read(HeaderField field, char[] text, int at, int length) throws DefectException {
    boolean prefixed = length >= 2 && text[at] == '0' && text[at + 1] == 'x';
    if (!prefixed || !isShaped(field, text, at + 2, length - 2)) {
      throw malformed(field);
    }
    int from = at + 2;
    int end = at + length;
    if (field.isQuantity() && end - from == 1 && text[from] == '0') {
      return;
    }
    ensure((end - from + 1) / 2);
    if ((end - from) % 2 != 0) {
      put(field, Hex.digit(text[from]));
      from++;
    }
    for (int i = from; i < end; i += 2) {
      put(field, Hex.digit(text[i]) << 4 | Hex.digit(text[i + 1]));
    }
  }

  /** Takes a byte; one of less than two digits is negative. */
  private void put(HeaderField field, int value) throws DefectException {
    if (value < 0) {
      throw malformed(field);
    }
    bytes[used] = (byte) value;
    used++;
  }

  private static boolean isShaped(HeaderField field, char[] text, int from, int digits) {
    if (field.isQuantity()) {
      return digits > 0 && (text[from] != '0' || digits == 1);
    }
    return digits % 2 == 0 && digits >= 2 * field.minBytes();
  }

  private void ensure(int more) {
    if (used + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + more, 2 * bytes.length));
    }
  }

  private static DefectException malformed(HeaderField field) {
    String form =
        field.isQuantity()
            ? "a hex quantity below 2^256"
            : field.minBytes() == field.maxBytes()
                ? "0x and " + 2 * field.minBytes() + " hex digits"
                : "0x and at most " + 2 * field.maxBytes() + " hex digits, two a byte";
    return DefectException.malformed("a block's " + field.jsonName() + " is not " + form);
  }
}
