package io.driftgate.app.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Confirmation;
import io.driftgate.client.protocol.GateReport;
import io.driftgate.client.protocol.GateTerms;
import io.driftgate.client.protocol.Permission;
import io.driftgate.client.protocol.Why;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is written: lines, JSON and the table. Stateless, for any thread. */
final class TailWords {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ROW = "%-24s %-9s %-12s %-24s %8s  %s";

  private TailWords() {}

  static String line(Change change, long wallMs) {
    return Instant.ofEpochMilli(wallMs) + " " + change.market() + " " + said(change.now());
  }

  static String line(Confirmation confirmed, long wallMs) {
    return String.format(
        Locale.ROOT,
        "%s %s version %d confirmed after %d ms: %d acknowledged, %d expired",
        Instant.ofEpochMilli(wallMs),
        confirmed.market(),
        confirmed.version(),
        confirmed.afterMs(),
        confirmed.acknowledged(),
        confirmed.expired());
  }

  private static String said(Permission permission) {
    return permission.quotes() + " " + permission.liquidations() + " (" + why(permission) + ")";
  }

  private static String why(Permission permission) {
    return switch (permission.why()) {
      case GATES_SAY -> "the gate says so";
      case HELD -> "last heard, and held";
      case TOO_FEW_LEASES -> "no lease";
      case NO_ROW -> "not known to the gate";
      case CLOSED -> "ended";
    };
  }

  static String json(Change change, long wallMs) {
    return object(
        json -> {
          json.writeStringField("type", "permission");
          json.writeNumberField("atMs", wallMs);
          json.writeStringField("market", change.market());
          json.writeStringField("quotes", change.now().quotes().name());
          json.writeStringField("liquidations", change.now().liquidations().name());
          json.writeStringField("why", change.now().why().name());
        });
  }

  static String json(Confirmation confirmed, long wallMs) {
    return object(
        json -> {
          json.writeStringField("type", "confirmed");
          json.writeNumberField("atMs", wallMs);
          json.writeStringField("market", confirmed.market());
          json.writeNumberField("version", confirmed.version());
          json.writeNumberField("afterMs", confirmed.afterMs());
          json.writeNumberField("acknowledged", confirmed.acknowledged());
          json.writeNumberField("expired", confirmed.expired());
        });
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  private interface FieldsOf {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(FieldsOf fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** How it goes with the gate at this instant of the monotonic clock, in one line. */
  static String gate(GateReport gate, long nowNanos) {
    GateTerms terms = gate.terms();
    boolean leased = terms.leased() && nowNanos - terms.leaseEnd() < 0;
    String reason = gate.lastReason().isEmpty() ? "" : " (last: " + gate.lastReason() + ")";
    return gate.gate() + ": " + connection(gate) + consequence(gate, leased) + reason;
  }

  private static String connection(GateReport gate) {
    if (gate.connected()) {
      return gate.epoch() < 0 ? "connected" : "connected, epoch " + gate.epoch();
    }
    boolean tried = gate.epoch() >= 0 || !gate.lastReason().isEmpty();
    return tried ? "not connected, trying again" : "connecting";
  }

  private static String consequence(GateReport gate, boolean leased) {
    if (leased) {
      return gate.connected() ? "" : "; every market is WITHDRAW once the lease is over";
    }
    return "; every market is WITHDRAW without a lease";
  }

  /**
   * The table for a terminal.
   *
   * @param rows in their order; those that don't fit are counted
   * @param height lines that there is room for, at least 4
   */
  static List<String> table(String gate, List<Watched.Row> rows, int height, long wallMs) {
    List<String> lines = new ArrayList<>();
    lines.add(gate);
    lines.add(head());
    int shown = Math.min(rows.size(), height - 3);
    rows.subList(0, shown).forEach(row -> lines.add(row(row, wallMs)));
    if (shown < rows.size()) {
      lines.add("… and " + (rows.size() - shown) + " more; --market limits them");
    }
    return lines;
  }

  private static String head() {
    return String.format(
            Locale.ROOT, ROW, "MARKET", "QUOTES", "LIQUIDATIONS", "WHY", "LEASE", "SINCE")
        .stripTrailing();
  }

  private static String row(Watched.Row row, long wallMs) {
    Permission now = row.permission();
    boolean leased = now.why() == Why.GATES_SAY && row.leftMs() >= 0;
    return String.format(
        Locale.ROOT,
        ROW,
        row.market(),
        now.quotes(),
        now.liquidations(),
        why(now),
        leased ? row.leftMs() + " ms" : "-",
        Math.max(0, wallMs - row.sinceMs()) / 1_000 + " s ago");
  }
}
