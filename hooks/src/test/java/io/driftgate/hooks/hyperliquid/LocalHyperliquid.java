package io.driftgate.hooks.hyperliquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hyperliquid as far as its documentation describes what we use: instruments, open orders, cancels,
 * and a scheduled cancel that really happens. It packs an action from the JSON that came, with a
 * packer of its own, and asks who signed it. Its clock can be moved, so that a test need not wait
 * for the venue's five seconds.
 */
final class LocalHyperliquid extends LocalHttpVenue {
  static final String ACCOUNT = "0x14791697260e4c9a71f18484c9f997b308e59325";
  static final String KEY = "0123456789012345678901234567890123456789012345678901234567890123";
  private static final List<String> UNIVERSE = List.of("BTC", "ETH", "SOL");
  private static final long MIN_AHEAD_MS = 5000;

  /** An open order. */
  record Order(long oid, String coin, String cloid, boolean trigger, boolean reduceOnly) {}

  final List<Order> orders = new CopyOnWriteArrayList<>();
  final List<String> actions = new CopyOnWriteArrayList<>();
  final AtomicInteger infos = new AtomicInteger();
  final AtomicInteger triggers = new AtomicInteger();
  volatile long scheduledMs;
  volatile boolean enoughVolume = true;

  private final Vertx vertx;
  private final Set<Long> nonces = new HashSet<>();

  LocalHyperliquid(Vertx vertx) {
    super(vertx);
    this.vertx = vertx;
  }

  void order(long oid, String coin) {
    orders.add(new Order(oid, coin, "", false, false));
  }

  List<Long> oids() {
    return orders.stream().map(Order::oid).toList();
  }

  /** Moves its clock; what is due happens. */
  void passMs(long ms) {
    aheadMs.addAndGet(ms);
    expire();
  }

  @Override
  protected boolean acting(Asked asked) {
    return asked.path().equals("/exchange");
  }

  @Override
  protected Reply error(Misdeed misdeed) {
    return switch (misdeed) {
      case RATE_LIMIT -> Reply.of(429, "null");
      case NO_PERMISSION -> err("User or API Wallet 0x00 does not exist.");
      case WRONG_CLOCK -> err("Invalid nonce: must be a recent timestamp");
      default -> Reply.of(502, "<html>");
    };
  }

  @Override
  protected Reply reply(Asked asked) {
    JsonNode body = Json.object(asked.body()).orElse(null);
    if (body == null || !asked.verb().equals("POST")) {
      return Reply.of(422, "Failed to deserialize the JSON body into the target type");
    }
    return asked.path().equals("/info") ? info(body) : exchange(body);
  }

  private Reply info(JsonNode body) {
    infos.incrementAndGet();
    if (body.path("type").textValue().equals("meta")) {
      ObjectNode meta = Json.object();
      ArrayNode universe = meta.putArray("universe");
      UNIVERSE.forEach(name -> universe.addObject().put("name", name).put("szDecimals", 2));
      return Reply.ok(meta.toString());
    }
    ArrayNode list = Json.array();
    if (body.path("user").textValue().equals(ACCOUNT)) {
      orders.forEach(
          order -> {
            ObjectNode node = list.addObject();
            node.put("coin", order.coin()).put("oid", order.oid()).put("side", "B");
            node.put("limitPx", "29792.0").put("sz", "5.0").put("isTrigger", order.trigger());
            node.put("reduceOnly", order.reduceOnly());
            node.put("cloid", order.cloid().isEmpty() ? null : order.cloid());
          });
    }
    return Reply.ok(list.toString());
  }

  private Reply exchange(JsonNode body) {
    JsonNode action = body.path("action");
    long nonce = body.path("nonce").longValue();
    if (!signer(body, action, nonce).equals(ACCOUNT)) {
      return err("User or API Wallet 0x00 does not exist.");
    }
    if (!nonces.add(nonce)) {
      return err("Invalid nonce: duplicate nonce");
    }
    actions.add(action.path("type").textValue());
    return switch (action.path("type").textValue()) {
      case "cancel" -> cancel(action.path("cancels"));
      case "scheduleCancel" -> schedule(action);
      default -> Reply.of(422, "");
    };
  }

  private Reply cancel(JsonNode cancels) {
    ObjectNode answer = Json.object().put("status", "ok");
    ObjectNode response = answer.putObject("response").put("type", "cancel");
    ArrayNode statuses = response.putObject("data").putArray("statuses");
    for (JsonNode cancel : cancels) {
      int asset = cancel.path("a").intValue();
      long oid = cancel.path("o").longValue();
      if (orders.removeIf(order -> order.oid() == oid && number(order.coin()) == asset)) {
        statuses.add("success");
      } else {
        statuses
            .addObject()
            .put("error", "Order was never placed, already canceled, or filled. asset=" + asset);
      }
    }
    return Reply.ok(answer.toString());
  }

  private Reply schedule(JsonNode action) {
    if (!enoughVolume) {
      return err(
          "Cannot set scheduled cancel time until enough volume traded. Required: $1000000.");
    }
    long time = action.path("time").longValue();
    if (action.has("time") && time < nowMs() + MIN_AHEAD_MS) {
      return err("Scheduled cancel time too early, must be at least 5 seconds from now.");
    }
    scheduledMs = time;
    if (time > 0) {
      vertx.setTimer(Math.max(1, time - nowMs()), id -> expire());
    }
    return Reply.ok("{\"status\":\"ok\",\"response\":{\"type\":\"default\"}}");
  }

  private void expire() {
    if (scheduledMs > 0 && nowMs() >= scheduledMs) {
      scheduledMs = 0;
      triggers.incrementAndGet();
      orders.clear();
    }
  }

  private static Reply err(String words) {
    return Reply.ok(Json.object().put("status", "err").put("response", words).toString());
  }

  private static int number(String coin) {
    int perpetual = UNIVERSE.indexOf(coin);
    return perpetual >= 0 ? perpetual : 10_000 + Integer.parseInt(coin.substring(1));
  }

  private static String signer(JsonNode body, JsonNode action, long nonce) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pack(action, bytes);
    bytes.writeBytes(ByteBuffer.allocate(8).putLong(nonce).array());
    bytes.write(0);
    byte[] id = Secp256k1.keccak256(bytes.toByteArray());
    JsonNode signature = body.path("signature");
    byte[] address =
        Signer.of(
            HyperliquidSigning.digest(id, HyperliquidSettings.Network.TESTNET),
            new Secp256k1.Signature(
                number(signature, "r"), number(signature, "s"), signature.path("v").intValue()));
    return "0x" + HexFormat.of().formatHex(address);
  }

  private static BigInteger number(JsonNode signature, String name) {
    return new BigInteger(signature.path(name).textValue().substring(2), 16);
  }

  private static void pack(JsonNode node, ByteArrayOutputStream out) {
    if (node.isObject()) {
      out.write(0x80 | node.size());
      node.properties()
          .forEach(
              field -> {
                text(field.getKey(), out);
                pack(field.getValue(), out);
              });
    } else if (node.isArray()) {
      if (node.size() < 16) {
        out.write(0x90 | node.size());
      } else {
        out.write(0xdc);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) node.size()).array());
      }
      node.forEach(one -> pack(one, out));
    } else if (node.isTextual()) {
      text(node.textValue(), out);
    } else {
      whole(node.longValue(), out);
    }
  }

  private static void text(String text, ByteArrayOutputStream out) {
    out.write(0xa0 | text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void whole(long number, ByteArrayOutputStream out) {
    byte[] all = ByteBuffer.allocate(8).putLong(number).array();
    if (number >= 0x80) {
      int size = number < 1L << 8 ? 1 : number < 1L << 16 ? 2 : number < 1L << 32 ? 4 : 8;
      out.write(0xcc + Integer.numberOfTrailingZeros(size));
      out.writeBytes(Arrays.copyOfRange(all, 8 - size, 8));
    } else {
      out.write((int) number);
    }
  }
}
