package io.driftgate.bench.push;

import io.driftgate.bench.node.FakeNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;

/**
 * Tyrus on a pool of its own, which stamps there and hands over to a Vert.x loop, as it would to
 * the gate's. Only the pool's maximum is set: with core = maximum, connecting hangs for ever.
 */
final class TyrusClient implements Client {
  private static final int MAX_THREADS = 8;
  private static final int SECONDS = 10;
  private static final String NUMBER = "\"number\":\"0x";
  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final Context gateLoop = vertx.getOrCreateContext();
  private final ClientManager tyrus =
      ClientManager.createClient(JdkClientContainer.class.getName());
  private final List<Session> sessions = new ArrayList<>();
  private final Ledger ledger;

  private TyrusClient(Ledger ledger) {
    this.ledger = ledger;
    tyrus
        .getProperties()
        .put(
            ClientProperties.WORKER_THREAD_POOL_CONFIG,
            ThreadPoolConfig.defaultConfig().setMaxPoolSize(MAX_THREADS));
    tyrus.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
  }

  static TyrusClient pushed(List<FakeNode> nodes, Ledger ledger) throws Exception {
    TyrusClient client = new TyrusClient(ledger);
    ExecutorService connecting = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < nodes.size(); i++) {
        int node = i;
        URI address = URI.create("ws://127.0.0.1:" + nodes.get(i).port());
        client.sessions.add(
            connecting.submit(() -> client.connect(node, address)).get(SECONDS, TimeUnit.SECONDS));
      }
    } finally {
      connecting.shutdownNow();
    }
    return client;
  }

  private Session connect(int node, URI address) throws Exception {
    return tyrus.connectToServer(
        new Listener(node), ClientEndpointConfig.Builder.create().build(), address);
  }

  private void onMessage(int node, long nanos, String text) {
    int at = text.indexOf(NUMBER);
    if (at >= 0) {
      int from = at + NUMBER.length();
      long height = Long.parseLong(text, from, text.indexOf('"', from), 16);
      ledger.seen(node, height, nanos);
      gateLoop.runOnContext(here -> ledger.handed(node, height, System.nanoTime()));
    }
  }

  @Override
  public long cpuNanos() {
    return Cpu.of(
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().contains("yrus") || t.getName().contains("eventloop"))
            .toList());
  }

  @Override
  public long requests() {
    return 0;
  }

  @Override
  public void stop() throws Exception {
    for (Session session : sessions) {
      session.close();
    }
    tyrus.shutdown();
    vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** One node's subscription. */
  private final class Listener extends Endpoint {
    private final int node;

    Listener(int node) {
      this.node = node;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              long nanos = System.nanoTime();
              TyrusClient.this.onMessage(node, nanos, text);
            }
          });
      try {
        session.getBasicRemote().sendText(SUBSCRIBE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
