package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.fact.BlockRef;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Fields as interfaces.md writes them: what is unknown is absent, durations are milliseconds with
 * up to three decimals, and no number is written with an exponent.
 */
final class Fields {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final double EXACT_WHOLE = 1e15;

  private Fields() {}

  /** A duration given in nanoseconds, rounded to the microsecond. */
  static void millis(JsonGenerator json, String name, long nanos) throws IOException {
    micros(json, name, Math.floorDiv(nanos + NANOS_PER_MICRO / 2, NANOS_PER_MICRO));
  }

  static void millis(JsonGenerator json, String name, OptionalLong nanos) throws IOException {
    if (nanos.isPresent()) {
      millis(json, name, nanos.getAsLong());
    }
  }

  /** A duration given in microseconds, written in milliseconds. */
  static void micros(JsonGenerator json, String name, long micros) throws IOException {
    if (micros % MICROS_PER_MILLI == 0) {
      json.writeNumberField(name, micros / MICROS_PER_MILLI);
    } else {
      json.writeFieldName(name);
      json.writeNumber(BigDecimal.valueOf(micros, 3).stripTrailingZeros().toPlainString());
    }
  }

  static void whole(JsonGenerator json, String name, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsLong());
    }
  }

  /** A number; absent when it is none. */
  static void number(JsonGenerator json, String name, double value) throws IOException {
    if (!Double.isFinite(value)) {
      return;
    }
    if (Math.rint(value) == value && Math.abs(value) < EXACT_WHOLE) {
      json.writeNumberField(name, (long) value);
    } else {
      json.writeFieldName(name);
      json.writeNumber(BigDecimal.valueOf(value).toPlainString());
    }
  }

  static void number(JsonGenerator json, String name, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      number(json, name, value.getAsDouble());
    }
  }

  /** Text; absent when empty. */
  static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  /** A block as {@code {height, hash}}; absent when none is named. */
  static void block(JsonGenerator json, String name, BlockRef block) throws IOException {
    if (block.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("height", block.height());
      json.writeStringField("hash", block.hash().toString());
      json.writeEndObject();
    }
  }

  static void strings(JsonGenerator json, String name, Iterable<?> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Object value : values) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }
}
