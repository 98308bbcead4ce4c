package io.driftgate.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** The hostile deeds that take more than a line. */
final class Lies {
  private static final long PLACE = 1_234_567_890;
  private static final long HUGE_BYTES = 1L << 30;
  private static final int DRIPS = 100;
  private static final long DRIP_MS = 100;
  private static final int TOO_LONG = 2 << 20;

  private Lies() {}

  /** A good answer but for the head's number. */
  static Deed numbered(String evm, String others) {
    return Deed.writes(
        (good, elapsedMs) -> Sight.at(PLACE).finalizedAt(good.finalized()),
        (good, face) -> {
          String number = face.good.number(PLACE);
          String quote = number.startsWith("\"") ? "\"" : "";
          return good.replace(number, quote + (face == Face.EVM ? evm : others) + quote);
        });
  }

  /** Answers with all of them changed in one way. */
  static Deed items(Consumer<ObjectNode> change) {
    return Deed.writes(
        (good, face) -> {
          JsonNode tree = RpcNode.tree(good);
          if (tree.isObject()) {
            change.accept((ObjectNode) tree);
          } else {
            tree.forEach(item -> change.accept((ObjectNode) item));
          }
          return tree.toString();
        });
  }

  static Deed error(int code) {
    return items(
        item -> {
          item.remove("result");
          item.putObject("error").put("code", code).put("message", "no");
        });
  }

  static void nothing(ObjectNode item) {
    item.putNull(item.has("result") ? "result" : "data");
  }

  /** The socket lingers for no time: closing it is a reset. */
  static void resetInTheMiddle(NetSocket socket, Vertx vertx) {
    socket
        .write(Deed.head("200 OK", 1_000).appendString("[{\"id\":1"))
        .onComplete(v -> vertx.setTimer(5, t -> socket.close()));
  }

  static void drip(NetSocket socket, Vertx vertx) {
    socket.write(Deed.head("200 OK", 10_000));
    int[] left = {DRIPS};
    vertx.setPeriodic(
        DRIP_MS,
        timer -> {
          left[0]--;
          if (left[0] < 0) {
            vertx.cancelTimer(timer);
          } else {
            socket.write(" ").onFailure(gone -> vertx.cancelTimer(timer));
          }
        });
  }

  static void announceGigabyte(NetSocket socket, Vertx vertx) {
    socket.write(Deed.head("200 OK", HUGE_BYTES));
  }

  static void neverEnd(NetSocket socket, Vertx vertx) {
    socket.write(Deed.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    Buffer chunk = Deed.bytes("10000\r\n" + " ".repeat(0x10000) + "\r\n");
    goOn(socket, chunk);
  }

  private static void goOn(NetSocket socket, Buffer chunk) {
    socket.write(chunk).onSuccess(v -> goOn(socket, chunk));
  }

  static Deed gzip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(new byte[50_000_000]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Deed.answers("200 OK\r\nContent-Encoding: gzip", Buffer.buffer(out.toByteArray()));
  }

  /** Who listens hears nothing at all. */
  static final class Silence implements Deed.PushDeed {
    @Override
    public boolean opened(ServerWebSocket socket) {
      return false;
    }

    @Override
    public void subscribed(ServerWebSocket socket, Face face) {
      throw new AssertionError("it never answers");
    }

    @Override
    public void stream(HttpServerResponse response) {
      // not even a head
    }
  }

  /** What follows on a confirmed subscription. */
  static final class After implements Deed.PushDeed {
    private final Consumer<ServerWebSocket> socket;
    private final Consumer<HttpServerResponse> stream;

    After(Consumer<ServerWebSocket> socket, Consumer<HttpServerResponse> stream) {
      this.socket = socket;
      this.stream = stream;
    }

    @Override
    public void subscribed(ServerWebSocket open, Face face) {
      socket.accept(open);
    }

    @Override
    public void stream(HttpServerResponse response) {
      response.putHeader("Content-Type", "text/event-stream").setChunked(true);
      response.writeHead();
      stream.accept(response);
    }
  }

  static Deed after(Consumer<ServerWebSocket> socket, Consumer<HttpServerResponse> stream) {
    return Deed.pushes(new After(socket, stream));
  }

  static Deed hugeMessage() {
    String text = "x".repeat(TOO_LONG);
    return after(socket -> socket.writeTextMessage(text), stream -> stream.write("data: " + text));
  }
}
