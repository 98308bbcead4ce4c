package io.driftgate.collector.evm;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Verification;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Recomputes the hashes of one node's heads: Keccak-256 of the header's RLP. What a difference
 * means is in {@code docs/decisions/header-verification.md}.
 *
 * <ul>
 *   <li>The announced hash comes out: VERIFIED, whatever else the object says.
 *   <li>Another does, and the object has a field that is neither a known header field nor known to
 *       be none: UNKNOWN_FIELDS.
 *   <li>Another does, and the object was pushed without all fields of the newest live fork: OFF.
 *       Some clients push less than they hash.
 *   <li>Another does: MISMATCH. So too if a field is missing without which no header is: whoever
 *       answers a poll shows all of it, and leaving one out must be no way around the check.
 * </ul>
 *
 * <p>Remembers the last two headers that were verified, byte for byte: an answer that repeats is
 * not hashed again, and one that repeats a hash with another field is. One per node and transport;
 * not thread-safe.
 */
public final class HeaderCheck {
  private static final int BITS = 256;
  private static final int REMEMBERED = 2;
  private static final int MAX_REMEMBERED_BYTES = 2_048;

  private final boolean on;
  private final Hash[] hashes = new Hash[REMEMBERED];
  private final byte[][] headers = new byte[REMEMBERED][];
  private int oldest;

  private HeaderCheck(boolean on) {
    this.on = on;
  }

  /** Checks if {@code on}, else finds everything OFF. */
  public static HeaderCheck of(boolean on) {
    return new HeaderCheck(on);
  }

  /** Whether a block object's whole header is to be read. */
  boolean isOn() {
    return on;
  }

  /** What comes of a head that was asked for. */
  Verification polled(Optional<HeaderFields> header, Hash announced) {
    return header.map(fields -> check(fields, announced, true)).orElse(Verification.OFF);
  }

  /** What comes of a head that was pushed. */
  Verification pushed(Optional<HeaderFields> header, Hash announced) {
    return header
        .map(fields -> check(fields, announced, fields.isNewestLive()))
        .orElse(Verification.OFF);
  }

  private Verification check(HeaderFields fields, Hash announced, boolean whole) {
    if (fields.isComplete() && isHashOf(announced, fields.rlp())) {
      return Verification.VERIFIED;
    }
    if (fields.hasUnknown()) {
      return Verification.UNKNOWN_FIELDS;
    }
    return whole ? Verification.MISMATCH : Verification.OFF;
  }

  private boolean isHashOf(Hash announced, byte[] header) {
    for (int i = 0; i < REMEMBERED; i++) {
      if (announced.equals(hashes[i]) && Arrays.equals(header, headers[i])) {
        return true;
      }
    }
    boolean same = announced.equals(keccak(header));
    if (same && header.length <= MAX_REMEMBERED_BYTES) {
      hashes[oldest] = announced;
      headers[oldest] = header;
      oldest = (oldest + 1) % REMEMBERED;
    }
    return same;
  }

  private static Hash keccak(byte[] input) {
    KeccakDigest digest = new KeccakDigest(BITS);
    digest.update(input, 0, input.length);
    byte[] output = new byte[BITS / Byte.SIZE];
    digest.doFinal(output, 0);
    return Hash.of(output);
  }
}
