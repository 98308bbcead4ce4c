package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The open WebSockets of one node and what they are subscribed to. On the fleet's loop. */
final class HeadSockets {
  private static final int MAX_SOCKETS = 256;
  private static final int MAX_SUBSCRIPTIONS = 16;
  private static final int UNAVAILABLE = 503;

  private final NodeDesk desk;
  private final Tally tally;
  private final Runnable upgraded;
  private final Map<ServerWebSocket, SocketSubscriptions> sockets = new LinkedHashMap<>();
  private long subscriptionsMade;

  /**
   * @param upgraded told when a connection has stopped speaking HTTP
   */
  HeadSockets(NodeDesk desk, Tally tally, Runnable upgraded) {
    this.desk = desk;
    this.tally = tally;
    this.upgraded = upgraded;
  }

  /** Takes a handshake, or keeps it waiting while the node hangs. */
  void onHandshake(ServerWebSocketHandshake handshake) {
    if (desk.reach() != Reach.ANSWERS) {
      desk.hold(() -> reject(handshake));
    } else if (sockets.size() >= MAX_SOCKETS) {
      tally.drop();
      reject(handshake);
    } else {
      handshake.accept().onSuccess(this::opened).onFailure(gone -> tally.drop());
    }
  }

  /** Tells every subscription of a new head. */
  void push(Block head) {
    ObjectNode header = BlockJson.header(head);
    sockets.forEach((socket, subscriptions) -> subscriptions.push(socket, header));
  }

  private void reject(ServerWebSocketHandshake handshake) {
    handshake.reject(UNAVAILABLE).onFailure(gone -> tally.drop());
  }

  private void opened(ServerWebSocket socket) {
    upgraded.run();
    SocketSubscriptions subscriptions = new SocketSubscriptions();
    sockets.put(socket, subscriptions);
    socket.closeHandler(closed -> sockets.remove(socket));
    socket.exceptionHandler(broken -> tally.drop());
    socket.textMessageHandler(
        text ->
            desk.answer(text.getBytes(StandardCharsets.UTF_8), subscriptions)
                .ifPresent(response -> write(socket, response)));
  }

  private void write(ServerWebSocket socket, byte[] message) {
    if (socket.isClosed()) {
      return;
    }
    if (socket.writeQueueFull()) {
      // Who reads too slowly loses the connection, as with a real node.
      tally.drop();
      socket.close().onFailure(gone -> tally.drop());
      return;
    }
    socket
        .writeTextMessage(new String(message, StandardCharsets.UTF_8))
        .onFailure(gone -> tally.drop());
  }

  private final class SocketSubscriptions implements Subscriptions {
    private final Set<String> ids = new LinkedHashSet<>();

    @Override
    public Outcome add() {
      if (ids.size() == MAX_SUBSCRIPTIONS) {
        tally.drop();
        return Outcome.limitExceeded("too many subscriptions");
      }
      String id = String.format("0x%032x", ++subscriptionsMade);
      ids.add(id);
      return Outcome.text(id);
    }

    @Override
    public boolean remove(String id) {
      return ids.remove(id);
    }

    void push(ServerWebSocket socket, ObjectNode header) {
      for (String id : ids) {
        ObjectNode notification = JsonNodeFactory.instance.objectNode();
        notification.put("jsonrpc", "2.0").put("method", "eth_subscription");
        notification.putObject("params").put("subscription", id).set("result", header);
        write(socket, RpcDesk.write(notification));
      }
    }
  }
}
