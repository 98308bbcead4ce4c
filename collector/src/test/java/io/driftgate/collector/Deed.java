package io.driftgate.collector;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a hostile node does otherwise than a good one.
 *
 * @param sees what it shows of the chain
 * @param writes what it makes of a good answer
 * @param raw what it does to a socket after a request, in place of answering
 * @param pushes how it pushes; if empty, nobody listens to it
 * @param door how its port is reached
 */
record Deed(Sees sees, Writes writes, Optional<Raw> raw, Optional<PushDeed> pushes, Door door) {
  private static final Sees WELL = (good, elapsedMs) -> good;
  private static final Writes AS_IT_IS = (good, face) -> good;

  static final Deed NONE = new Deed(WELL, AS_IT_IS, Optional.empty(), Optional.empty(), Door.OPEN);

  /** How a port is reached. */
  enum Door {
    OPEN,
    CLOSED,
    EXPIRED,
    OTHER_HOST,
    UNTRUSTED,
    NO_TLS;

    boolean isTls() {
      return this != OPEN && this != CLOSED;
    }

    boolean hasKey() {
      return isTls() && this != NO_TLS;
    }
  }

  /** What it shows, a while after it was first asked. */
  interface Sees {
    Sight see(Sight good, long elapsedMs);
  }

  /** What becomes of an answer. */
  interface Writes {
    String write(String good, Face face);
  }

  /** What it does to a socket. */
  interface Raw {
    void run(NetSocket socket, Vertx vertx);
  }

  /** What it does to who listens. */
  interface PushDeed {
    /** A WebSocket was opened, or a stream's head was sent; whether to go on as a good node. */
    default boolean opened(ServerWebSocket socket) {
      return true;
    }

    /** The subscription was confirmed. */
    void subscribed(ServerWebSocket socket, Face face);

    /** An event stream was asked for. */
    void stream(HttpServerResponse response);
  }

  static Deed sees(Sees sees) {
    return new Deed(sees, AS_IT_IS, Optional.empty(), Optional.empty(), Door.OPEN);
  }

  static Deed writes(Writes writes) {
    return new Deed(WELL, writes, Optional.empty(), Optional.empty(), Door.OPEN);
  }

  static Deed writes(Sees sees, Writes writes) {
    return new Deed(sees, writes, Optional.empty(), Optional.empty(), Door.OPEN);
  }

  static Deed raw(Raw raw) {
    return new Deed(WELL, AS_IT_IS, Optional.of(raw), Optional.empty(), Door.OPEN);
  }

  static Deed door(Door door) {
    return new Deed(WELL, AS_IT_IS, Optional.empty(), Optional.empty(), door);
  }

  static Deed pushes(PushDeed pushes) {
    return new Deed(WELL, AS_IT_IS, Optional.empty(), Optional.of(pushes), Door.OPEN);
  }

  /** A whole answer of this status and body. */
  static Deed answers(String status, Buffer body) {
    return raw((socket, vertx) -> socket.write(head(status, body.length()).appendBuffer(body)));
  }

  static Deed answers(String status, String body) {
    return answers(status, Buffer.buffer(body));
  }

  static Buffer head(String status, long length) {
    return bytes("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n");
  }

  static Buffer bytes(String text) {
    return Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
