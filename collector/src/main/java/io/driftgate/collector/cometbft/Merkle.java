package io.driftgate.collector.cometbft;

import io.driftgate.core.fact.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The SHA-256 Merkle tree of RFC 6962, which certificate logs and CometBFT share. */
final class Merkle {
  private static final byte[] LEAF = {0};
  private static final byte[] INNER = {1};

  private Merkle() {}

  /** The root over at least one leaf. */
  static Hash root(List<byte[]> leaves) {
    return Hash.of(node(leaves));
  }

  /** SHA-256 of all parts, one after the other. */
  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** The left half is the largest power of two that is smaller than the whole. */
  private static byte[] node(List<byte[]> leaves) {
    int count = leaves.size();
    if (count == 1) {
      return sha256(LEAF, leaves.get(0));
    }
    int left = Integer.highestOneBit(count - 1);
    return sha256(INNER, node(leaves.subList(0, left)), node(leaves.subList(left, count)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
