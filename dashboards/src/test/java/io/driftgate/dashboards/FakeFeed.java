package io.driftgate.dashboards;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A gate's feed as the page sees it: real frames with real hashes over a real socket, and a switch
 * for each way to go wrong. State lives on one event loop; the methods may be called from a test's
 * thread and return when they have taken effect.
 */
final class FakeFeed {
  private static final long LEASE_MS = 1000;
  private static final long HEARTBEAT_MS = 250;

  private final Vertx vertx;
  private final Context loop;
  private final HttpServer server;
  private final TreeMap<String, FakeMarket> markets = new TreeMap<>();
  private volatile String notReady = "";
  private final List<ServerWebSocket> desks = new ArrayList<>();
  private final Map<String, JsonObject> reasonsNow = new HashMap<>();
  private final List<JsonObject> received = new ArrayList<>();
  private long epoch = 7;
  private long seq = 40;
  private long ticks;
  private boolean silent;
  private boolean grantsAnotherView;
  private boolean withholdsGrants;

  private FakeFeed(Vertx vertx, Context loop) {
    this.vertx = vertx;
    this.loop = loop;
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .addWebSocketSubProtocol("driftgate.v1"));
  }

  /** Serves the page at {@code /} and the feed at {@code /v1/feed}. */
  static FakeFeed start(Vertx vertx, List<FakeMarket> markets) {
    FakeFeed feed = new FakeFeed(vertx, vertx.getOrCreateContext());
    markets.forEach(market -> feed.markets.put(market.id(), market));
    LivePage page = new LivePage();
    feed.await(feed.on(() -> feed.listen(page)).compose(bound -> bound));
    return feed;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  void transition(String id, Quotes quotes, Liquidations liquidations, JsonObject... reasons) {
    await(on(() -> broadcast(move(id, quotes.name(), liquidations, reasons))));
  }

  /** A transition that no desk is told of. */
  void forget(String id, Quotes quotes, Liquidations liquidations) {
    await(on(() -> move(id, quotes.name(), liquidations)));
  }

  void silence(boolean on) {
    await(on(() -> silent = on));
  }

  void grantAnotherView(boolean on) {
    await(on(() -> grantsAnotherView = on));
  }

  /** What holds a market back now, though no transition said so. */
  void reasonNow(String id, JsonObject reason) {
    await(on(() -> reasonsNow.put(id, reason)));
  }

  void withholdGrants(boolean on) {
    await(on(() -> withholdsGrants = on));
  }

  /** A transition to a word for quotes that no page knows yet. */
  void transitionToAnotherWord(String id, String word) {
    await(on(() -> broadcast(move(id, word, Liquidations.ENABLED))));
  }

  /** As a new process of the gate would: other epoch, every desk sent away. */
  void restart() {
    await(
        on(
            () -> {
              epoch++;
              desks.forEach(desk -> desk.close((short) 1012));
              desks.clear();
              return epoch;
            }));
  }

  /** Frames from desks with that {@code op}. */
  long received(String op) {
    return await(
        on(() -> received.stream().filter(frame -> op.equals(frame.getString("op"))).count()));
  }

  void stop() {
    await(server.close());
  }

  private Future<HttpServer> listen(LivePage page) {
    Router router = Router.router(vertx);
    router
        .route("/v1/feed")
        .handler(request -> request.request().toWebSocket().onSuccess(this::welcome));
    router.get("/readyz").handler(this::readiness);
    router.get("/v1/markets").handler(request -> request.json(marketsNow()));
    router
        .get("/v1/histograms")
        .handler(
            request -> request.json(FakeTelemetry.histogram(request.queryParam("scope"), ticks)));
    page.mount(router);
    vertx.setPeriodic(HEARTBEAT_MS, timer -> tick());
    return server.requestHandler(router).listen();
  }

  private void welcome(ServerWebSocket desk) {
    desks.add(desk);
    desk.closeHandler(gone -> desks.remove(desk));
    desk.textMessageHandler(text -> answer(desk, new JsonObject(text)));
    JsonObject hello = new JsonObject().put("type", "hello").put("protocol", "driftgate.v1");
    send(
        desk,
        hello
            .put("version", "0.1.0")
            .put("epoch", epoch)
            .put("leaseMs", LEASE_MS)
            .put("heartbeatMs", HEARTBEAT_MS)
            .put("keys", new JsonArray()));
  }

  private void answer(ServerWebSocket desk, JsonObject frame) {
    received.add(frame);
    switch (frame.getString("op")) {
      case "subscribe" -> send(desk, snapshot());
      case "renew" -> {
        if (!withholdsGrants) {
          send(desk, grant(frame.getString("nonce")));
        }
      }
      default -> {}
    }
  }

  private void tick() {
    broadcast(gateFrame("heartbeat"));
    broadcast(new JsonObject().put("type", "somethingOfTheFuture"));
    FakeTelemetry.frames(ticks++).forEach(this::broadcast);
  }

  private JsonObject snapshot() {
    JsonArray rows = new JsonArray();
    markets.values().forEach(market -> rows.add(market.row()));
    return gateFrame("snapshot").put("viewHash", viewHash().toString()).put("markets", rows);
  }

  private JsonObject grant(String nonce) {
    Hash view = grantsAnotherView ? Hash.ZERO : viewHash();
    return gateFrame("lease").put("nonce", nonce).put("viewHash", view.toString());
  }

  /** With the reasons of this moment instead of the transition's. */
  /** From now on it says so of itself; empty for that it is ready. */
  void notReady(String why) {
    notReady = why;
  }

  private void readiness(RoutingContext request) {
    if (notReady.isEmpty()) {
      request.json(new JsonObject().put("state", "ready"));
    } else {
      request.response().setStatusCode(503);
      request.json(new JsonObject().put("detail", notReady));
    }
  }

  private JsonObject marketsNow() {
    JsonArray rows = new JsonArray();
    markets
        .values()
        .forEach(
            market -> {
              JsonObject row = market.row();
              Optional.ofNullable(reasonsNow.get(market.id()))
                  .ifPresent(reason -> row.put("reasons", new JsonArray().add(reason)));
              rows.add(row);
            });
    return new JsonObject().put("items", rows);
  }

  private JsonObject move(
      String id, String quotes, Liquidations liquidations, JsonObject... reasons) {
    FakeMarket before = markets.get(id);
    FakeMarket after = before.to(quotes, liquidations, new JsonArray(List.of(reasons)));
    markets.put(id, after);
    seq++;
    return gateFrame("transition").mergeIn(after.transitionFrom(before));
  }

  private JsonObject gateFrame(String type) {
    return new JsonObject()
        .put("type", type)
        .put("epoch", epoch)
        .put("seq", seq)
        .put("atMs", System.currentTimeMillis())
        .put("leaseMs", LEASE_MS);
  }

  private Hash viewHash() {
    return RowHashes.view(markets.values().stream().map(FakeMarket::hash).toList());
  }

  private Void broadcast(JsonObject frame) {
    desks.forEach(desk -> send(desk, frame));
    return null;
  }

  private void send(ServerWebSocket desk, JsonObject frame) {
    if (!silent && desks.contains(desk)) {
      desk.writeTextMessage(frame.encode());
    }
  }

  private <T> Future<T> on(Supplier<T> action) {
    return Future.future(promise -> loop.runOnContext(unused -> promise.complete(action.get())));
  }

  private <T> T await(Future<T> future) {
    CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
    return result.orTimeout(5, TimeUnit.SECONDS).join();
  }
}
