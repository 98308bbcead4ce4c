package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Secret;

/** What is written to Deribit; pure. */
final class DeribitRpc {
  private DeribitRpc() {}

  /**
   * Logs in without sending the secret.
   *
   * @param timestampMs the venue's time, Unix milliseconds
   * @param nonce of lower-case letters and digits, never the same
   * @see <a href="https://docs.deribit.com/articles/authentication">Authentication</a>
   */
  static String auth(long id, String clientId, Secret secret, long timestampMs, String nonce) {
    return request(
        id,
        "public/auth",
        Json.object()
            .put("grant_type", "client_signature")
            .put("client_id", clientId)
            .put("timestamp", timestampMs)
            .put("nonce", nonce)
            .put("data", "")
            .put("signature", signature(secret, timestampMs, nonce, "")));
  }

  /** Hexadecimal HMAC-SHA256 of time, nonce and data, each on a line. */
  static String signature(Secret secret, long timestampMs, String nonce, String data) {
    return secret.hmacHex(timestampMs + "\n" + nonce + "\n" + data);
  }

  /** A method that needs the token. */
  static String privateCall(long id, String method, ObjectNode params, String token) {
    return request(id, method, params.deepCopy().put("access_token", token));
  }

  static String setHeartbeat(long id, DeribitSettings.HeartbeatSeconds interval) {
    return request(id, "public/set_heartbeat", Json.object().put("interval", interval.value()));
  }

  /** The answer to a {@code test_request}. */
  static String test(long id) {
    return request(id, "public/test", Json.object());
  }

  static String time(long id) {
    return request(id, "public/get_time", Json.object());
  }

  private static String request(long id, String method, ObjectNode params) {
    ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    request.set("params", params);
    return request.toString();
  }
}
