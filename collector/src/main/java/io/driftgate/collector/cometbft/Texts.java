package io.driftgate.collector.cometbft;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How CometBFT writes bytes, hashes and times. */
final class Texts {
  /** Far above any application's hash. */
  private static final int MAX_BYTES = 1_024;

  private static final int HASH_BYTES = 32;
  private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})*+");
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");

  private Texts() {}

  /** Hex digits without a prefix, upper-case as a rule; may be empty. */
  static byte[] bytes(Fields fields, String name) throws DefectException {
    String text = fields.text(name);
    if (text.length() > 2 * MAX_BYTES || !HEX.matcher(text).matches()) {
      throw fields.wrong(name, "hex digits of at most " + MAX_BYTES + " bytes");
    }
    return HexFormat.of().parseHex(text);
  }

  /** 32 bytes that are not all zero. */
  static Hash blockHash(Fields fields, String name) throws DefectException {
    Hash hash = fields.hash(name, "");
    if (hash.equals(Hash.ZERO)) {
      throw fields.wrong(name, "a block's hash but all zero");
    }
    return hash;
  }

  /** An application may have a hash of any length: 32 bytes stand for themselves. */
  static Hash stateRoot(byte[] appHash) {
    return Hash.of(appHash.length == HASH_BYTES ? appHash : Merkle.sha256(appHash));
  }

  /** RFC 3339 in UTC with up to nine decimals, from 1970 on. */
  static Instant time(Fields fields, String name) throws DefectException {
    String text = fields.text(name);
    Instant time = TIME.matcher(text).matches() ? parsed(text) : Instant.MIN;
    if (time.isBefore(Instant.EPOCH)) {
      throw fields.wrong(name, "an RFC 3339 time in UTC from 1970 on");
    }
    return time;
  }

  private static Instant parsed(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException noSuchDay) {
      return Instant.MIN;
    }
  }
}
