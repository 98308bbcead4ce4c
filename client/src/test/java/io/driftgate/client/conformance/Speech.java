package io.driftgate.client.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a gate says of two markets, as the product says it (see {@code session.jsonl}): {@link
 * #MARKET}, which scripts move, and another that stays open. Guarded by its owner.
 */
final class Speech {
  static final String MARKET = "ETH-PERP";
  static final String KID = "k1";

  private static final String OTHER = "BTC-PERP";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair keys = newKeys();
  private final long leaseMs;
  private final List<ObjectNode> transitions = new ArrayList<>();
  private long epoch = 7;
  private long seq = 40;
  private long version = 5;
  private String quotes = "OPEN";

  /** Added to the wall clock that frames carry. */
  long wallStepMs;

  Speech(long leaseMs) {
    this.leaseMs = leaseMs;
  }

  static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK 17 has Ed25519", e);
    }
  }

  /** The public key as a desk pins it. */
  String publicKey() {
    byte[] encoded = keys.getPublic().getEncoded();
    return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  long epoch() {
    return epoch;
  }

  long version() {
    return version;
  }

  long seq() {
    return seq;
  }

  String quotes() {
    return quotes;
  }

  /** As a new process would: nothing is known yet. */
  void restart() {
    epoch++;
    seq = 0;
    version = 0;
    quotes = "WITHDRAW";
    transitions.clear();
  }

  ObjectNode hello() {
    ObjectNode hello = JSON.createObjectNode().put("type", "hello").put("protocol", "driftgate.v1");
    hello.put("version", "0.1.0").put("epoch", epoch).put("leaseMs", leaseMs);
    hello.put("heartbeatMs", leaseMs / 4);
    hello.putArray("keys").addObject().put("kid", KID).put("ed25519", publicKey());
    return hello;
  }

  ObjectNode snapshot() {
    ObjectNode snapshot = header("snapshot").put("viewHash", viewHash());
    ArrayNode rows = snapshot.putArray("markets");
    rows.add(row(OTHER, 3, "OPEN"));
    rows.add(row(MARKET, version, quotes));
    return snapshot;
  }

  private static ObjectNode row(String id, long version, String quotes) {
    ObjectNode row = JSON.createObjectNode().put("id", id).put("version", version);
    row.put("quotes", quotes).put("liquidations", "ENABLED");
    row.putObject("onUnknown").put("pauseLiquidations", false);
    row.put("sinceMs", 1_763_719_190_000L);
    row.putArray("reasons");
    row.putArray("legs");
    row.put("ofTheFuture", true);
    return row.put("rowHash", "0x" + HexFormat.of().formatHex(rowHash(id, version, quotes)));
  }

  ObjectNode move(String to) {
    String from = quotes;
    seq++;
    version++;
    quotes = to;
    ObjectNode frame = header("transition").put("market", MARKET).put("version", version);
    frame.put("rowHash", "0x" + HexFormat.of().formatHex(rowHash(MARKET, version, quotes)));
    frame.putObject("quotes").put("from", from).put("to", to);
    frame.putObject("liquidations").put("from", "ENABLED").put("to", "ENABLED");
    frame.putArray("reasons");
    frame.putObject("cause").put("kind", "DEADLINE");
    frame.put("decisionNanos", 48_211);
    transitions.add(frame);
    return frame;
  }

  /** What came after {@code since}, or a snapshot if that is not known any more. */
  List<ObjectNode> since(long sinceEpoch, long sinceSeq) {
    boolean known = sinceEpoch == epoch && sinceSeq >= seq - transitions.size() && sinceSeq <= seq;
    return known
        ? transitions.stream().filter(frame -> frame.get("seq").asLong() > sinceSeq).toList()
        : List.of(snapshot());
  }

  ObjectNode lease(String nonce) {
    return header("lease").put("nonce", nonce).put("viewHash", viewHash());
  }

  ObjectNode header(String type) {
    ObjectNode frame = JSON.createObjectNode().put("type", type).put("epoch", epoch);
    frame.put("seq", seq).put("atMs", System.currentTimeMillis() + wallStepMs);
    return frame.put("leaseMs", leaseMs);
  }

  /** Two lines, as a desk is sent that asked for signatures. */
  String signed(String json) {
    return signed(json, keys);
  }

  static String signed(String json, KeyPair keys) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(json.getBytes(StandardCharsets.UTF_8));
      return KID + ':' + base64(signature.sign()) + '\n' + json;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK 17 has Ed25519", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String viewHash() {
    MessageDigest digest = sha256();
    digest.update(rowHash(OTHER, 3, "OPEN"));
    digest.update(rowHash(MARKET, version, quotes));
    return "0x" + HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] rowHash(String id, long version, String quotes) {
    String lines =
        String.join("\n", "driftgate.row.v1", id, Long.toString(version), quotes, "ENABLED");
    return sha256().digest((lines + "\nfalse\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
