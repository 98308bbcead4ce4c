package io.driftgate.client.protocol;

import java.util.List;

/**
 * What holds for a session with a gate.
 *
 * @param markets globs of the markets to see; empty for all
 * @param helloNanos how long a gate may take for its hello
 * @param holdNanos how long what a gate last forbade counts after its lease has ended
 * @param noncePrefix what no other session of any desk begins its nonces with; at most 32
 *     characters of {@code A-Z a-z 0-9}
 */
public record SessionRules(
    List<String> markets, long helloNanos, long holdNanos, String noncePrefix) {
  public SessionRules {
    markets = List.copyOf(markets);
    if (!noncePrefix.matches("[A-Za-z0-9]{0,32}")) {
      throw new IllegalArgumentException("a nonce prefix has at most 32 letters and digits");
    }
    if (!markets.stream().allMatch(glob -> glob.matches("[A-Za-z0-9._*-]{1,64}"))) {
      throw new IllegalArgumentException("a glob has 1 to 64 characters of A-Z a-z 0-9 . _ - *");
    }
  }
}
