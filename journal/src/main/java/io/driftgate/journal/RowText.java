package io.driftgate.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A row as a line, for people or for programs. Any thread. */
public final class RowText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RowText() {}

  /** One JSON object; the payload as it stands in the file. */
  public static String json(Row row) {
    byte[] head =
        Json.object(
            json -> {
              json.writeNumberField("id", row.id());
              json.writeStringField("kind", row.kind());
              json.writeNumberField("epoch", row.epoch());
              json.writeNumberField("seq", row.seq());
              json.writeNumberField("atMs", row.wallMs());
              Json.text(json, "market", row.market());
              json.writeStringField("prev", row.prev().toString());
              json.writeStringField("hash", row.hash().toString());
              json.writeFieldName("payload");
              json.writeRawValue(new String(row.payload(), StandardCharsets.UTF_8));
            });
    return new String(head, StandardCharsets.UTF_8);
  }

  /** Number, time (UTC), epoch and seq, kind, and what happened. */
  public static String line(Row row) {
    return "%6d  %s  %d.%-6d %-13s %s"
        .formatted(row.id(), time(row.wallMs()), row.epoch(), row.seq(), row.kind(), words(row))
        .stripTrailing();
  }

  private static String time(long wallMs) {
    return TIME.format(Instant.ofEpochMilli(wallMs));
  }

  private static String words(Row row) {
    JsonNode said;
    try {
      said = JSON.readTree(row.payload());
    } catch (IOException e) {
      return "(a payload that is no JSON)";
    }
    Optional<RowKind> kind = RowKind.of(row.kind());
    return kind.isEmpty() ? raw(said) : words(kind.get(), row, said);
  }

  private static String words(RowKind kind, Row row, JsonNode said) {
    return switch (kind) {
      case START -> start(said);
      case STOP -> text(said, "why");
      case TRANSITION -> moved(row, said) + why(said);
      case OPENING -> moved(row, said) + " (allowed by this row)";
      case CONFIRMED ->
          "%s v%s after %s ms"
              .formatted(row.market(), text(said, "version"), text(said, "afterMs"));
      case NOTICE ->
          text(said, "notice") + " " + text(said, "subject") + ": " + text(said, "message");
      case OVERRIDE -> row.market() + " " + ordered(said, force(said));
      case DRAIN -> text(said, "node") + " " + ordered(said, "drained");
      case CONFIGURATION -> "sha256 " + text(said, "sha256") + " for " + text(said, "who");
      case GAP ->
          text(said, "missing") + " rows are missing, since " + time(said.path("sinceMs").asLong());
      case HOOK -> row.market() + " " + hook(said);
      case ALERT -> raw(said);
    };
  }

  private static String hook(JsonNode said) {
    String note = text(said, "note");
    return "%s %s after %s ms, attempts: %s%s"
        .formatted(
            text(said, "id"),
            text(said, "outcome"),
            text(said, "afterMs"),
            text(said, "attempts"),
            note.isEmpty() ? "" : " (" + note + ")");
  }

  private static String start(JsonNode said) {
    JsonNode before = said.path("lastRun");
    String text = text(before, "text");
    return "version "
        + text(said, "version")
        + "; the last run "
        + text(before, "ended")
        + (text.isEmpty() ? "" : ": " + text);
  }

  private static String moved(Row row, JsonNode said) {
    List<String> moves = new ArrayList<>();
    move(said.path("quotes")).ifPresent(moves::add);
    move(said.path("liquidations")).ifPresent(moves::add);
    return row.market() + " v" + text(said, "version") + " " + String.join(", ", moves);
  }

  private static Optional<String> move(JsonNode output) {
    String from = text(output, "from");
    String to = text(output, "to");
    return from.equals(to) ? Optional.empty() : Optional.of(from + " → " + to);
  }

  private static String why(JsonNode said) {
    List<String> bounds = new ArrayList<>();
    said.path("reasons").forEach(reason -> bounds.add(reason(reason)));
    return bounds.isEmpty() ? "" : " (" + String.join("; ", bounds) + ")";
  }

  private static String reason(JsonNode reason) {
    String text = text(reason, "bound");
    if (reason.has("value")) {
      text += " " + text(reason, "value") + " " + text(reason, "unit");
    }
    String note = text(reason, "note");
    return note.isEmpty() ? text : text + ": " + note;
  }

  private static String force(JsonNode said) {
    return text(said, "order") + " " + text(said, "quotes") + " " + text(said, "liquidations");
  }

  private static String ordered(JsonNode said, String what) {
    String until = said.has("untilMs") ? " until " + time(said.path("untilMs").asLong()) : "";
    String order = said.path("lifted").asBoolean() ? "lifted" : what;
    return order + until + " by " + text(said, "who") + ": " + text(said, "why");
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asText("");
  }

  private static String raw(JsonNode said) {
    try {
      return JSON.writeValueAsString(said);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
