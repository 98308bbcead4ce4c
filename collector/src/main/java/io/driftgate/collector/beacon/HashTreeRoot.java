package io.driftgate.collector.beacon;

import io.driftgate.core.fact.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SSZ's hash-tree root of a {@code BeaconBlockHeader}: five leaves, padded to eight, hashed in
 * pairs by SHA-256. The same in every fork so far.
 */
final class HashTreeRoot {
  private static final int LEAF = 32;
  private static final int LEAVES = 8;

  private HashTreeRoot() {}

  static Hash of(long slot, long proposerIndex, Hash parent, Hash state, Hash body) {
    ByteBuffer leaves = ByteBuffer.allocate(LEAVES * LEAF).order(ByteOrder.LITTLE_ENDIAN);
    leaves.putLong(0, slot).putLong(LEAF, proposerIndex);
    leaves.put(2 * LEAF, parent.toBytes()).put(3 * LEAF, state.toBytes());
    leaves.put(4 * LEAF, body.toBytes());
    byte[] nodes = leaves.array();
    MessageDigest sha = sha256();
    for (int count = LEAVES / 2; count > 0; count /= 2) {
      for (int i = 0; i < count; i++) {
        sha.update(nodes, 2 * i * LEAF, 2 * LEAF);
        System.arraycopy(sha.digest(), 0, nodes, i * LEAF, LEAF);
      }
    }
    return Hash.of(Arrays.copyOf(nodes, LEAF));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
