package io.driftgate.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What happened, as entries of the journal. Pure functions, for any thread. */
public final class Payloads {
  private static final long NANOS_PER_MS = 1_000_000L;

  private Payloads() {}

  /** A market moved. */
  public static JournalEntry transition(GateSignal signal) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeNumberField("version", signal.version());
                  quotes(json, signal.quotesFrom(), signal.quotesTo());
                  liquidations(json, signal.liquidationsFrom(), signal.liquidationsTo());
                  reasons(json, signal.reasons());
                  cause(json, signal.cause());
                  json.writeStringField("rowHash", signal.rowHash().toString());
                  json.writeNumberField("atNanos", signal.at().nanos());
                });
    return new JournalEntry(
        RowKind.TRANSITION,
        signal.epoch(),
        signal.seq(),
        signal.at().wallMs(),
        signal.market().value(),
        payload);
  }

  /** A market waits for this to be on the disk. */
  public static JournalEntry opening(Opening opening) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeNumberField("version", opening.version());
                  quotes(json, opening.quotesFrom(), opening.quotesTo());
                  liquidations(json, opening.liquidationsFrom(), opening.liquidationsTo());
                  cause(json, opening.cause());
                  json.writeNumberField("atNanos", opening.at().nanos());
                });
    return new JournalEntry(
        RowKind.OPENING,
        opening.epoch(),
        opening.seq(),
        opening.at().wallMs(),
        opening.market().value(),
        payload,
        opening.ticket());
  }

  /** A person was told something. */
  public static JournalEntry notice(Notice notice, long seq) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("notice", notice.kind().name());
                  json.writeStringField("subject", notice.subject());
                  json.writeStringField("message", notice.message());
                });
    return plain(RowKind.NOTICE, notice.epoch(), seq, notice.at(), payload);
  }

  /**
   * A person ordered something of a market.
   *
   * @param seq of the last transition before
   */
  public static JournalEntry override(OverrideOrder order, long epoch, long seq) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("who", order.who());
                  json.writeStringField("why", order.why());
                  if (order.untilNanos() <= order.at().nanos()) {
                    json.writeBooleanField("lifted", true);
                  } else {
                    json.writeStringField("order", order.kind().name());
                    json.writeStringField("quotes", order.quotes().name());
                    json.writeStringField("liquidations", order.liquidations().name());
                    json.writeNumberField("untilMs", wallMs(order.untilNanos(), order.at()));
                  }
                });
    return new JournalEntry(
        RowKind.OVERRIDE, epoch, seq, order.at().wallMs(), order.market().value(), payload);
  }

  /** A person ordered something of a node. */
  public static JournalEntry drain(DrainOrder order, long epoch, long seq) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("node", order.node().value());
                  json.writeStringField("who", order.who());
                  json.writeStringField("why", order.why());
                  if (order.untilNanos() <= order.at().nanos()) {
                    json.writeBooleanField("lifted", true);
                  } else {
                    json.writeNumberField("untilMs", wallMs(order.untilNanos(), order.at()));
                  }
                });
    return plain(RowKind.DRAIN, epoch, seq, order.at(), payload);
  }

  private static long wallMs(long untilNanos, Stamp at) {
    return at.wallMs() + (untilNanos - at.nanos()) / NANOS_PER_MS;
  }

  /**
   * A configuration took over.
   *
   * @param who asked for it
   * @param sha256 of the file's bytes, in hex
   * @param loosened what became looser, in words
   */
  public static JournalEntry configuration(
      long epoch, long seq, Stamp at, String who, String sha256, List<String> loosened) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("who", who);
                  json.writeStringField("sha256", sha256);
                  Json.texts(json, "loosened", loosened);
                });
    return plain(RowKind.CONFIGURATION, epoch, seq, at, payload);
  }

  /**
   * Nobody can be quoting any more.
   *
   * @param version of the restriction
   * @param afterMs from it to the certainty
   */
  public static JournalEntry confirmed(
      long epoch,
      long seq,
      Stamp at,
      String market,
      long version,
      long afterMs,
      long acknowledged,
      long expired) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeNumberField("version", version);
                  json.writeNumberField("afterMs", afterMs);
                  json.writeNumberField("acknowledged", acknowledged);
                  json.writeNumberField("expired", expired);
                });
    return new JournalEntry(RowKind.CONFIRMED, epoch, seq, at.wallMs(), market, payload);
  }

  /**
   * A delivery has come to its end, and leaves the outbox.
   *
   * @param mail its id
   * @param outcome in one word
   * @param attempts how many were begun
   * @param afterMs from its decision to this end
   * @param note in few words; may be empty
   */
  public static JournalEntry hook(
      long epoch,
      long seq,
      Stamp at,
      String market,
      String mail,
      String target,
      String outcome,
      long attempts,
      long afterMs,
      String note) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("id", mail);
                  json.writeStringField("hook", target);
                  json.writeStringField("outcome", outcome);
                  json.writeNumberField("attempts", attempts);
                  json.writeNumberField("afterMs", afterMs);
                  Json.text(json, "note", note);
                });
    return new JournalEntry(RowKind.HOOK, epoch, seq, at.wallMs(), market, payload).settling(mail);
  }

  /**
   * A hook is in trouble.
   *
   * @param kind in one word
   * @param message what, and what to do
   */
  public static JournalEntry hookTrouble(
      long epoch, long seq, Stamp at, String kind, String hook, String market, String message) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("notice", "HOOK_" + kind);
                  json.writeStringField("subject", hook);
                  json.writeStringField("message", message);
                });
    return new JournalEntry(RowKind.NOTICE, epoch, seq, at.wallMs(), market, payload);
  }

  /** The process begins. */
  static JournalEntry start(JournalStart start, LastRun before) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeStringField("version", start.version());
                  json.writeStringField("configuration", start.configurationSha256());
                  json.writeObjectFieldStart("lastRun");
                  before.write(json);
                  json.writeEndObject();
                });
    return plain(RowKind.START, start.epoch(), 0, start.at(), payload).with(start.mails());
  }

  /**
   * The process ends.
   *
   * @param why in few words
   */
  public static JournalEntry stop(long epoch, long seq, Stamp at, String why) {
    Supplier<byte[]> payload = () -> Json.object(json -> json.writeStringField("why", why));
    return plain(RowKind.STOP, epoch, seq, at, payload);
  }

  /**
   * Rows are missing here.
   *
   * @param last the last of them
   */
  static JournalEntry gap(long missing, long sinceMs, JournalEntry last) {
    Supplier<byte[]> payload =
        () ->
            Json.object(
                json -> {
                  json.writeNumberField("missing", missing);
                  json.writeNumberField("sinceMs", sinceMs);
                  json.writeNumberField("untilMs", last.wallMs());
                });
    return new JournalEntry(RowKind.GAP, last.epoch(), last.seq(), last.wallMs(), "", payload);
  }

  private static JournalEntry plain(
      RowKind kind, long epoch, long seq, Stamp at, Supplier<byte[]> payload) {
    return new JournalEntry(kind, epoch, seq, at.wallMs(), "", payload);
  }

  private static void quotes(JsonGenerator json, Quotes from, Quotes to) throws IOException {
    change(json, "quotes", from, to);
  }

  private static void liquidations(JsonGenerator json, Liquidations from, Liquidations to)
      throws IOException {
    change(json, "liquidations", from, to);
  }

  private static void change(JsonGenerator json, String name, Enum<?> from, Enum<?> to)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("from", from.name());
    json.writeStringField("to", to.name());
    json.writeEndObject();
  }

  private static void reasons(JsonGenerator json, List<Reason> reasons) throws IOException {
    json.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("bound", reason.bound());
      json.writeStringField("leg", reason.leg());
      json.writeStringField("metric", reason.metric());
      Json.number(json, "value", reason.value());
      Json.number(json, "threshold", reason.threshold());
      Json.number(json, "uncertainty", reason.uncertainty());
      Json.text(json, "unit", reason.unit());
      Json.texts(json, "nodes", reason.nodes());
      Json.text(json, "note", reason.note());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void cause(JsonGenerator json, Cause cause) throws IOException {
    json.writeObjectFieldStart("cause");
    json.writeStringField("kind", cause.kind().name());
    if (cause.node().isPresent()) {
      json.writeStringField("node", cause.node().get().value());
    }
    if (cause.block().isPresent()) {
      json.writeNumberField("height", cause.block().height());
      json.writeStringField("hash", cause.block().hash().toString());
    }
    json.writeEndObject();
  }
}
