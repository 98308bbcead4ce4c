package io.driftgate.collector.opnode;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.RpcNode;
import io.driftgate.collector.Sight;

/** A rollup's consensus node; its hashes are made up. */
public final class GoodOpNode extends RpcNode {
  public static final long CHAIN_ID = 8_453;

  private static final long FORK = 50_000_000_000L;
  private static final long MADE_UP_GENESIS = 1_700_000_000L;

  @Override
  protected String result(String method, JsonNode params, Sight sight) {
    return switch (method) {
      case "optimism_rollupConfig" ->
          Statuses.config(sight.otherChain() ? "10" : Long.toString(CHAIN_ID));
      case "optimism_version" -> "\"v1.13.5-stable\"";
      case "optimism_syncStatus" -> status(sight);
      default -> "null";
    };
  }

  private static String status(Sight sight) {
    if (sight.nothing()) {
      return Statuses.status(
          Statuses.base(100), Statuses.NOTHING, Statuses.NOTHING, Statuses.NOTHING);
    }
    String finalized = block(sight.finalized(), sight.finalizedFork(), sight);
    return Statuses.status(
        Statuses.base(100), block(sight.height(), sight.fork(), sight), finalized, finalized);
  }

  private static String block(long number, long fork, Sight sight) {
    return Statuses.block(number, 96)
        .replace(Statuses.hash(number + 1), hash(number, fork))
        .replace(Statuses.hash(number), hash(number - 1, fork))
        .replace(
            "\"timestamp\":" + (MADE_UP_GENESIS + 2 * number),
            "\"timestamp\":" + sight.seconds(number));
  }

  private static String hash(long number, long fork) {
    return Statuses.hash(number + 1 + Sight.forkAt(number, fork) * FORK);
  }

  @Override
  public String event(Sight sight) {
    throw new UnsupportedOperationException("it pushes nothing");
  }

  @Override
  public String number(long height) {
    return Long.toString(height);
  }
}
