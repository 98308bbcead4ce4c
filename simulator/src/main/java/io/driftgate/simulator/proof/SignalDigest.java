package io.driftgate.simulator.proof;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalDouble;

/**
 * SHA-256 over all signals. Their encoding is one line of text for a signal and one for each of its
 * reasons, fields separated by tabs; doubles by their bits, since JDKs print them differently.
 */
final class SignalDigest {
  private final MessageDigest sha256 = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  void add(GateSignal signal) {
    StringBuilder text = new StringBuilder(256);
    put(text, signal.epoch());
    put(text, signal.seq());
    put(text, signal.at().nanos());
    put(text, signal.at().wallMs());
    put(text, signal.market());
    put(text, signal.version());
    put(text, signal.quotesFrom());
    put(text, signal.quotesTo());
    put(text, signal.liquidationsFrom());
    put(text, signal.liquidationsTo());
    put(text, signal.cause().kind());
    put(text, signal.cause().node().map(NodeId::value).orElse("-"));
    put(text, signal.cause().block().height());
    put(text, signal.cause().block().hash());
    put(text, signal.rowHash());
    text.append('\n');
    signal.reasons().forEach(reason -> add(text, reason));
    sha256.update(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void add(StringBuilder text, Reason reason) {
    put(text, reason.bound());
    put(text, reason.leg());
    put(text, reason.metric());
    put(text, bits(reason.value()));
    put(text, bits(reason.threshold()));
    put(text, bits(reason.uncertainty()));
    put(text, reason.unit());
    reason.nodes().forEach(node -> put(text, node));
    put(text, reason.note());
    text.append('\n');
  }

  private static String bits(OptionalDouble value) {
    return value.isEmpty() ? "-" : Long.toHexString(Double.doubleToLongBits(value.getAsDouble()));
  }

  private static void put(StringBuilder text, Object field) {
    text.append(field).append('\t');
  }

  /** Of all that was added so far. */
  String hex() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 can be cloned", e);
    }
  }
}
