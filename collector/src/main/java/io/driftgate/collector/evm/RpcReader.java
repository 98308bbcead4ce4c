package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes to JSON-RPC objects, streaming, in one pass, and never through Jackson's asynchronous
 * parser (CVE-2026-68494). The caller has capped the bytes; the constraints here are the second
 * line.
 */
final class RpcReader {
  private static final int MAX_BATCH = 16;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 80;
  private static final int MAX_STRING = 1 << 20;
  private static final int MAX_NAME = 128;

  /**
   * Names are not interned: a hostile node could fill the JVM's string table. No charset detection:
   * JSON on the wire is UTF-8, and UTF-16 or a byte order mark is nonsense.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_NAME)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private RpcReader() {}

  /**
   * Reads an answer to a batch. A single object stands for the whole batch: it is how a server
   * refuses one.
   */
  static List<RpcMessage> readBatch(byte[] body) throws DefectException {
    return read(body, RpcReader::batch);
  }

  /** Reads exactly one object. */
  static RpcMessage readOne(byte[] body) throws DefectException {
    return read(body, RpcReader::object);
  }

  private static <T> T read(byte[] body, Reading<T> reading) throws DefectException {
    checkStart(body);
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      T value = reading.read(json);
      if (json.nextToken() != null) {
        throw DefectException.malformed("something follows the JSON value");
      }
      return value;
    } catch (DefectException defect) {
      throw defect;
    } catch (StreamConstraintsException tooMuch) {
      throw DefectException.malformed("JSON beyond its limits on depth, numbers or names");
    } catch (IOException broken) {
      // Jackson's own message repeats bytes of the body.
      throw DefectException.malformed("not JSON, " + body.length + " bytes");
    }
  }

  /** Tells a web page, compressed bytes or a byte order mark from JSON before it is parsed. */
  private static void checkStart(byte[] body) throws DefectException {
    int at = 0;
    while (at < body.length
        && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
      at++;
    }
    if (at == body.length) {
      throw DefectException.malformed("an empty body");
    }
    if (body[at] != '{' && body[at] != '[') {
      throw DefectException.malformed(
          String.format("not JSON: it starts with byte 0x%02x", body[at] & 0xff));
    }
  }

  private static List<RpcMessage> batch(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return List.of(RpcMessage.read(json));
    }
    List<RpcMessage> messages = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (messages.size() == MAX_BATCH) {
        throw DefectException.malformed("more than " + MAX_BATCH + " answers");
      }
      messages.add(object(json));
    }
    return messages;
  }

  private static RpcMessage object(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw DefectException.malformed("an answer is not an object");
    }
    return RpcMessage.read(json);
  }

  /** One way of reading a document. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }
}
