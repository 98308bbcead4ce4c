package io.driftgate.collector.protocol;

import java.util.Optional;

/** A chain id that is a number (EIP-155), as written in a configuration. */
public final class ChainNumber {
  private static final int MAX_DIGITS = 18;

  private ChainNumber() {}

  /**
   * Says that a text is none; see {@link Protocol#objectionTo}.
   *
   * @param what it should be, as in "an EVM chain id"
   */
  public static Optional<String> objectionTo(String chainId, String what) {
    boolean number =
        !chainId.isEmpty()
            && chainId.length() <= MAX_DIGITS
            && chainId.charAt(0) != '0'
            && chainId.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.empty() : Optional.of(what + ", a whole number from 1 on");
  }
}
