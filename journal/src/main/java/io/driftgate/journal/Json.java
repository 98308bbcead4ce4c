package io.driftgate.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/** JSON objects as UTF-8 bytes, fields in the order in which they are written. Any thread. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int TYPICAL_BYTES = 1_024;
  private static final double EXACT_WHOLE = 1e15;

  private Json() {}

  /** Writes fields. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] object(Fields fields) {
    ByteArrayBuilder out = new ByteArrayBuilder(TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written to", e);
    }
    return out.toByteArray();
  }

  /** A number without an exponent; absent when there is none. */
  static void number(JsonGenerator json, String name, OptionalDouble number) throws IOException {
    double value = number.orElse(Double.NaN);
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

  /** Text; absent when empty. */
  static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  static void texts(JsonGenerator json, String name, Iterable<?> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Object value : values) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }
}
