package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.RpcNode;
import io.driftgate.collector.Sight;

/** A Solana node that never skips a slot; its hashes are made up. */
public final class GoodSolana extends RpcNode {
  public static final String CHAIN_ID = Slots.MAINNET;

  private static final long FORK = 1L << 40;
  private static final long MADE_UP_GENESIS = 1_700_000_000L;

  @Override
  protected String result(String method, JsonNode params, Sight sight) {
    return switch (method) {
      case "getGenesisHash" -> "\"" + (sight.otherChain() ? Slots.text(5) : CHAIN_ID) + "\"";
      case "getVersion" -> Slots.version();
      case "getMaxShredInsertSlot", "getSlot" -> Long.toString(sight.height());
      case "getLatestBlockhash" -> latest(params.path(0).path("commitment").asText(), sight);
      case "getBlock" -> block(params.path(0).asLong(), sight);
      case "slotSubscribe" -> "1";
      default -> "null";
    };
  }

  private static String latest(String commitment, Sight sight) {
    if (sight.nothing()) {
      return Slots.latest(0, Slots.ZERO);
    }
    return commitment.equals("finalized")
        ? Slots.latest(sight.finalized(), text(sight.finalized(), sight.finalizedFork()))
        : Slots.latest(sight.height(), text(sight.height(), sight.fork()));
  }

  private static String text(long slot, long fork) {
    return Slots.text(slot + Sight.forkAt(slot, fork) * FORK);
  }

  private static String block(long slot, Sight sight) {
    return Slots.block(slot, slot - 1)
        .replace(Slots.text(slot), text(slot, sight.fork()))
        .replace(Slots.text(slot - 1), text(slot - 1, sight.fork()))
        .replace(
            "\"blockTime\":" + (MADE_UP_GENESIS + slot), "\"blockTime\":" + sight.seconds(slot));
  }

  @Override
  public String event(Sight sight) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"slotNotification\",\"params\":{\"subscription\":1,"
        + "\"result\":{\"parent\":"
        + (sight.height() - 1)
        + ",\"root\":"
        + sight.finalized()
        + ",\"slot\":"
        + sight.height()
        + "}}}";
  }

  @Override
  public String number(long height) {
    return Long.toString(height);
  }
}
