package io.driftgate.simulator.chain;

import io.driftgate.core.fact.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: the padding of the competition, not of FIPS 202. */
public final class Keccak {
  private static final int BITS = 256;
  private static final int BYTES = BITS / Byte.SIZE;

  private Keccak() {}

  /** The digest of {@code input}. */
  public static Hash hash(byte[] input) {
    KeccakDigest digest = new KeccakDigest(BITS);
    digest.update(input, 0, input.length);
    byte[] output = new byte[BYTES];
    digest.doFinal(output, 0);
    return Hash.of(output);
  }

  /**
   * A reproducible 32-byte value for what a simulation must make up.
   *
   * @param what names the value, so that two values of one block differ
   */
  public static Hash derived(long seed, long branch, long number, String what) {
    byte[] name = what.getBytes(StandardCharsets.UTF_8);
    ByteBuffer words = ByteBuffer.allocate(3 * Long.BYTES + name.length);
    return hash(words.putLong(seed).putLong(branch).putLong(number).put(name).array());
  }
}
