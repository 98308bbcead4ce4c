package io.driftgate.hooks.hyperliquid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How an action is signed: its hash becomes the {@code connectionId} of an EIP-712 {@code Agent}
 * under the domain {@code Exchange}/1/1337. Pure.
 *
 * @see <a
 *     href="https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/master/hyperliquid/utils/signing.py">hyperliquid-python-sdk,
 *     signing.py</a>
 */
final class HyperliquidSigning {
  private static final int CHAIN_ID = 1337;
  private static final int WORD = 32;

  private static final byte[] DOMAIN =
      Secp256k1.keccak256(
          hash(
              "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
          hash("Exchange"),
          hash("1"),
          ByteBuffer.allocate(WORD).putInt(WORD - Integer.BYTES, CHAIN_ID).array(),
          new byte[WORD]);

  private static final byte[] AGENT = hash("Agent(string source,bytes32 connectionId)");
  private static final byte[] PREFIX = {0x19, 0x01};

  private HyperliquidSigning() {}

  /**
   * Of an action.
   *
   * @param packed the action as MessagePack
   * @param vault on whose behalf, as {@code 0x} and 40 digits
   * @param nonceMs Unix milliseconds, never the same
   */
  static byte[] connectionId(byte[] packed, Optional<String> vault, long nonceMs) {
    byte[] nonce = ByteBuffer.allocate(Long.BYTES).putLong(nonceMs).array();
    byte[] behalf =
        vault
            .map(address -> HexFormat.of().parseHex("01" + address.substring(2)))
            .orElse(new byte[1]);
    return Secp256k1.keccak256(packed, nonce, behalf);
  }

  /** What is signed. */
  static byte[] digest(byte[] connectionId, HyperliquidSettings.Network network) {
    byte[] agent = Secp256k1.keccak256(AGENT, hash(network.source()), connectionId);
    return Secp256k1.keccak256(PREFIX, DOMAIN, agent);
  }

  private static byte[] hash(String text) {
    return Secp256k1.keccak256(text.getBytes(StandardCharsets.UTF_8));
  }
}
