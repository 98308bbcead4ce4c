package io.driftgate.dashboards;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A market's row of the fake feed.
 *
 * @param quotes a word, for a newer gate may know more of them than {@link Quotes}
 */
record FakeMarket(
    String id,
    long version,
    String quotes,
    Liquidations liquidations,
    boolean pauseOnUnknown,
    long sinceMs,
    JsonArray reasons) {

  static FakeMarket open(String id, boolean pauseOnUnknown) {
    long since = System.currentTimeMillis() - 754_000;
    return new FakeMarket(
        id, 4, Quotes.OPEN.name(), Liquidations.ENABLED, pauseOnUnknown, since, new JsonArray());
  }

  FakeMarket to(String nextQuotes, Liquidations nextLiquidations, JsonArray why) {
    return new FakeMarket(
        id,
        version + 1,
        nextQuotes,
        nextLiquidations,
        pauseOnUnknown,
        System.currentTimeMillis(),
        why);
  }

  Hash hash() {
    return Arrays.stream(Quotes.values())
        .filter(known -> known.name().equals(quotes))
        .findFirst()
        .map(known -> RowHashes.row(new MarketId(id), version, known, liquidations, pauseOnUnknown))
        .orElseGet(this::hashOfAnotherWord);
  }

  private Hash hashOfAnotherWord() {
    String text =
        String.join(
            "\n",
            "driftgate.row.v1",
            id,
            Long.toString(version),
            quotes,
            liquidations.name(),
            Boolean.toString(pauseOnUnknown),
            "");
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  JsonObject row() {
    return new JsonObject()
        .put("id", id)
        .put("version", version)
        .put("quotes", quotes)
        .put("liquidations", liquidations.name())
        .put("onUnknown", new JsonObject().put("pauseLiquidations", pauseOnUnknown))
        .put("sinceMs", sinceMs)
        .put("reasons", reasons)
        .put("legs", new JsonArray())
        .put("aFieldOfTheFuture", 1)
        .put("rowHash", hash().toString());
  }

  /** The transition frame that leads from {@code before} to this, without its gate fields. */
  JsonObject transitionFrom(FakeMarket before) {
    return new JsonObject()
        .put("market", id)
        .put("version", version)
        .put("rowHash", hash().toString())
        .put("quotes", change(before.quotes, quotes))
        .put("liquidations", change(before.liquidations.name(), liquidations.name()))
        .put("reasons", reasons)
        .put("cause", new JsonObject().put("kind", "DEADLINE"))
        .put("decisionNanos", 41_000);
  }

  private static JsonObject change(String from, String to) {
    return new JsonObject().put("from", from).put("to", to);
  }
}
