package io.driftgate.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the last process that used the journal ended, found while its rows are walked over. One
 * thread.
 */
final class LastRun {
  private static final int MOST_OPENINGS = 1_000;

  /** By market: the opening that no transition followed. */
  private final Map<String, Row> openings = new LinkedHashMap<>();

  private Optional<Row> last = Optional.empty();
  private boolean stopped;
  private long lastSeq;

  /** The next row. */
  void follow(Row row) {
    if (row.is(RowKind.START)) {
      openings.clear();
      lastSeq = 0;
    } else if (row.is(RowKind.OPENING) && openings.size() < MOST_OPENINGS) {
      openings.put(row.market(), row);
    } else if (row.is(RowKind.TRANSITION)) {
      openings.remove(row.market());
      lastSeq = row.seq();
    }
    stopped = row.is(RowKind.STOP);
    last = Optional.of(row);
  }

  void write(JsonGenerator json) throws IOException {
    if (last.isEmpty()) {
      json.writeStringField("ended", "NEVER_BEGUN");
      json.writeStringField("text", "the journal begins here");
      return;
    }
    json.writeNumberField("epoch", last.get().epoch());
    json.writeStringField("ended", stopped ? "STOPPED" : "DIED");
    json.writeNumberField("lastRow", last.get().id());
    json.writeNumberField("lastRowMs", last.get().wallMs());
    json.writeNumberField("lastSeq", lastSeq);
    if (!stopped) {
      writeDeath(json);
    }
  }

  private void writeDeath(JsonGenerator json) throws IOException {
    json.writeStringField(
        "text",
        "it ended without a stop row: restrictions after seq "
            + lastSeq
            + " may have been told without a row, and so may the transitions that these openings"
            + " allowed; every desk's lease ended with it");
    json.writeArrayFieldStart("openings");
    for (Row opening : openings.values()) {
      json.writeStartObject();
      json.writeNumberField("row", opening.id());
      json.writeStringField("market", opening.market());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
