package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text as UTF-8 bytes. Stateless, for any thread. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int TYPICAL_BYTES = 1024;

  private Json() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Value {
    void write(JsonGenerator json) throws IOException;
  }

  /** The value's bytes, in a new array. */
  public static byte[] bytes(Value value) {
    ByteArrayBuilder out = new ByteArrayBuilder(TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written to", e);
    }
    return out.toByteArray();
  }

  /** The bytes of an object whose fields are written by {@code fields}. */
  public static byte[] object(Value fields) {
    return bytes(
        json -> {
          json.writeStartObject();
          fields.write(json);
          json.writeEndObject();
        });
  }
}
