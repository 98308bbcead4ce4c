package io.driftgate.dashboards;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Chain, node and drift frames with lifelike figures; a function of a tick's number. */
final class FakeTelemetry {
  private static final String HASH =
      "0x5f7a1c9be2d34480a6b1ce0d9f2345678901abcdef0123456789abcdef01c3d9";
  private static final long FIRST_HEIGHT = 21_447_100;

  private static final List<String> NODES =
      List.of("geth-ldn-1", "geth-ldn-2", "nethermind-fra-1", "reth-nyc-1");

  private FakeTelemetry() {}

  static List<JsonObject> frames(long tick) {
    Stream<JsonObject> chains = Stream.of(chain("ethereum", tick), chain("arbitrum", tick));
    Stream<JsonObject> nodes = NODES.stream().map(name -> node(name, tick));
    Stream<JsonObject> drift = NODES.stream().map(name -> drift(name, tick));
    return Stream.of(chains, nodes, drift).flatMap(frames -> frames).toList();
  }

  private static JsonObject chain(String id, long tick) {
    JsonObject reference =
        new JsonObject().put("height", FIRST_HEIGHT + tick / 8).put("hash", HASH);
    JsonArray conditions = new JsonArray();
    if (id.equals("arbitrum")) {
      conditions.add("STALLED");
    }
    JsonObject chain =
        new JsonObject()
            .put("id", id)
            .put("conditions", conditions)
            .put("reference", reference)
            .put("stalenessMs", tick % 8 * 250)
            .put("headAgeMs", 412 + tick % 8 * 250)
            .put("headAgeTrusted", true)
            .put("agreement", 0.75)
            .put("observers", 4)
            .put("finalizedHeight", FIRST_HEIGHT - 71)
            .put("finalityLagBlocks", 71)
            .put("finalityLagMs", 852_000)
            .put("reorgs", new JsonObject().put("count", 1).put("deepest", 2));
    return new JsonObject().put("type", "chain").put("chain", chain);
  }

  private static JsonObject node(String name, long tick) {
    boolean late = name.startsWith("reth");
    boolean gone = name.startsWith("nethermind");
    JsonObject node =
        new JsonObject()
            .put("id", name)
            .put("chain", "ethereum")
            .put("cluster", name.split("-", -1)[1])
            .put("weight", 1)
            .put("state", gone ? "UNKNOWN" : late ? "LAGGING" : "IN_SYNC")
            .put("flags", gone ? new JsonArray().add("PUSH_LOST") : new JsonArray())
            .put("height", FIRST_HEIGHT + tick / 8 - (late ? 1 : 0))
            .put("hash", HASH)
            .put("headLag", late ? 1 : 0)
            .put("transport", gone ? "poll" : "push")
            .put("drift", percentiles(name))
            .put("roundTrip", percentiles(name));
    if (gone) {
      node.put("lastFailure", failure());
    } else {
      node.put("behindMs", driftMs(name, tick)).put("uncertaintyMs", late ? 250.0 : 0.0);
    }
    return new JsonObject().put("type", "node").put("node", node);
  }

  /** The answer of the REST interface for {@code node:NAME}. */
  static JsonObject histogram(List<String> scope, long tick) {
    String node = scope.get(0).substring("node:".length());
    return new JsonObject().put("count", 30).put("p90Ms", driftMs(node, tick));
  }

  private static JsonObject failure() {
    return new JsonObject()
        .put("kind", "TIMEOUT")
        .put("message", "no answer within 2000 ms")
        .put("atMs", System.currentTimeMillis() - 4_000);
  }

  private static JsonObject drift(String name, long tick) {
    JsonObject drift =
        percentiles(name)
            .put("node", name)
            .put("chain", "ethereum")
            .put("behindMs", driftMs(name, tick));
    return new JsonObject().put("type", "drift").put("drift", drift);
  }

  private static double driftMs(String name, long tick) {
    double base = name.startsWith("reth") ? 640 : 8 + 14 * (double) NODES.indexOf(name);
    return base * (1 + 0.25 * Math.sin(tick / 3.0 + NODES.indexOf(name)));
  }

  private static JsonObject percentiles(String name) {
    double base = name.startsWith("reth") ? 702 : 3.21;
    return new JsonObject()
        .put("count", 812)
        .put("p50Ms", base)
        .put("p99Ms", base * 3)
        .put("maxMs", base * 5);
  }
}
