package io.driftgate.hooks.hyperliquid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.VenueRequest;
import java.math.BigInteger;
import java.util.Map;

/** What is sent to Hyperliquid; pure. */
final class HyperliquidRequests {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private HyperliquidRequests() {}

  /** An action, signed. */
  static VenueRequest exchange(
      HyperliquidAction action, HyperliquidSettings settings, Secp256k1 key, long nonceMs) {
    byte[] id = HyperliquidSigning.connectionId(action.packed(), settings.vault(), nonceMs);
    Secp256k1.Signature signature = key.sign(HyperliquidSigning.digest(id, settings.network()));
    ObjectNode body = Json.object();
    body.set("action", action.json());
    body.put("nonce", nonceMs);
    body.putObject("signature")
        .put("r", hex(signature.r()))
        .put("s", hex(signature.s()))
        .put("v", signature.v());
    body.put("vaultAddress", settings.vault().orElse(null));
    return post("/exchange", body);
  }

  /** The owner's open orders, with what tells stops from quotes. */
  static VenueRequest openOrders(String owner) {
    return post("/info", Json.object().put("type", "frontendOpenOrders").put("user", owner));
  }

  /** The perpetuals in the order of their numbers. */
  static VenueRequest meta() {
    return post("/info", Json.object().put("type", "meta"));
  }

  private static VenueRequest post(String path, ObjectNode body) {
    return new VenueRequest(VenueRequest.Verb.POST, path, JSON, body.toString());
  }

  /** As the venue's own client writes numbers: without leading zeros. */
  private static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
