package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A row's hash: SHA-256 over {@code prev} (32 bytes), {@code id}, {@code epoch}, {@code seq} and
 * {@code wallMs} (8 bytes each), {@code kind}, {@code market} and {@code payload} (each its length
 * in 4 bytes, then its bytes; text as UTF-8). Numbers are big-endian, two's complement. So no two
 * different rows have the same bytes.
 */
final class RowHash {
  private static final int HASH_BYTES = 32;
  private static final int NUMBERS = 4;
  private static final int TEXTS = 3;

  private RowHash() {}

  /** What the row's own hash must be; the one that it has is not looked at. */
  static Hash of(Row row) {
    byte[] kind = row.kind().getBytes(StandardCharsets.UTF_8);
    byte[] market = row.market().getBytes(StandardCharsets.UTF_8);
    int length =
        HASH_BYTES
            + NUMBERS * Long.BYTES
            + TEXTS * Integer.BYTES
            + kind.length
            + market.length
            + row.payload().length;
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.put(row.prev().toBytes());
    bytes.putLong(row.id()).putLong(row.epoch()).putLong(row.seq()).putLong(row.wallMs());
    bytes.putInt(kind.length).put(kind);
    bytes.putInt(market.length).put(market);
    bytes.putInt(row.payload().length).put(row.payload());
    return Hash.of(sha256().digest(bytes.array()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
