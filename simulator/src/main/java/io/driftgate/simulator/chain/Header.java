package io.driftgate.simulator.chain;

import io.driftgate.core.fact.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A block header: each field as the hex text that JSON-RPC shows. Older forks end earlier, so the
 * fields are a prefix of {@link HeaderField}'s. Immutable.
 */
public final class Header {
  private final Map<HeaderField, String> hexByField;

  /**
   * Takes fields as {@code 0x} and hex digits.
   *
   * @throws IllegalArgumentException if a field is missing before one that is there
   */
  public Header(Map<HeaderField, String> hexByField) {
    EnumMap<HeaderField, String> copy = new EnumMap<>(HeaderField.class);
    copy.putAll(hexByField);
    boolean ended = false;
    for (HeaderField field : HeaderField.values()) {
      if (ended && copy.containsKey(field)) {
        throw new IllegalArgumentException("a header with " + field + " lacks a field before it");
      }
      ended = ended || !copy.containsKey(field);
    }
    this.hexByField = Collections.unmodifiableMap(copy);
  }

  /** The fields in the order in which they are hashed. */
  public Map<HeaderField, String> fields() {
    return hexByField;
  }

  /** Block number. */
  public long number() {
    return quantity(HeaderField.NUMBER);
  }

  /** Unix seconds. */
  public long timestampSeconds() {
    return quantity(HeaderField.TIMESTAMP);
  }

  /** The hash of the block before. */
  public Hash parentHash() {
    return Hash.parse(hexByField.get(HeaderField.PARENT_HASH));
  }

  /** The state after the block. */
  public Hash stateRoot() {
    return Hash.parse(hexByField.get(HeaderField.STATE_ROOT));
  }

  /** Keccak-256 of the RLP of all fields: the block's hash. */
  public Hash hash() {
    return Keccak.hash(rlp());
  }

  /** The RLP of all fields. */
  public byte[] rlp() {
    List<byte[]> items = new ArrayList<>(hexByField.size());
    hexByField.forEach((field, hex) -> items.add(field.rlp(bytes(hex))));
    return Rlp.list(items);
  }

  private long quantity(HeaderField field) {
    return Long.parseUnsignedLong(hexByField.get(field).substring(2), 16);
  }

  private static byte[] bytes(String hex) {
    String digits = hex.substring(2);
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }
}
