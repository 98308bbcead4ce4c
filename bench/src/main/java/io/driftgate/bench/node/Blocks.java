package io.driftgate.bench.node;

import io.driftgate.bench.wire.WsFrames;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The one chain that all fake nodes show: a block is a function of its height. Any thread. */
public final class Blocks {
  private static final long FIRST_TIMESTAMP = 1_700_000_000L;
  private static final String REST =
      ",\"sha3Uncles\":\"0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347\""
          + ",\"miner\":\"0x0000000000000000000000000000000000000000\""
          + ",\"logsBloom\":\"0x"
          + "0".repeat(512)
          + "\",\"difficulty\":\"0x0\",\"gasLimit\":\"0x1c9c380\",\"gasUsed\":\"0xe4e1c0\""
          + ",\"extraData\":\"0x\",\"mixHash\":\"0x"
          + "ab".repeat(32)
          + "\",\"nonce\":\"0x0000000000000000\",\"baseFeePerGas\":\"0x3b9aca00\"";

  private Blocks() {}

  /** A header as a node writes it: about as many bytes as a real one. */
  public static String json(long height) {
    return json(height, timestamp(height));
  }

  static long timestamp(long height) {
    return FIRST_TIMESTAMP + height;
  }

  static String json(long height, long timestampSeconds) {
    return String.format(
            Locale.ROOT,
            "{\"number\":\"0x%x\",\"hash\":\"0x%064x\",\"parentHash\":\"0x%064x\","
                + "\"stateRoot\":\"0x%064x\",\"timestamp\":\"0x%x\"",
            height,
            height + 1,
            height,
            height + 0x1000000,
            timestampSeconds)
        + REST
        + "}";
  }

  /** The {@code newHeads} frame of a block, to be written as a duplicate. */
  public static ByteBuffer frame(long height) {
    return WsFrames.serverText(
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0x1\","
            + "\"result\":"
            + json(height)
            + "}}");
  }
}
