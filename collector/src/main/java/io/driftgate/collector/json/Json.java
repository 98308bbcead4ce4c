package io.driftgate.collector.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;

/**
 * One JSON document, read whole in one pass, and never through Jackson's asynchronous parser
 * (CVE-2026-68494). The caller has capped the bytes; the constraints here are the second line.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 80;
  private static final int MAX_STRING = 1 << 20;
  private static final int MAX_NAME = 128;

  /**
   * Names are not interned: a hostile node could fill the JVM's string table. No charset detection:
   * JSON on the wire is UTF-8, and UTF-16 or a byte order mark is nonsense.
   */
  private static final JsonFactory STREAM = factory().build();

  /** Of two values under one name nobody can say which the node meant. */
  private static final ObjectMapper TREE =
      new ObjectMapper(factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Json() {}

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_STRING)
                .maxNameLength(MAX_NAME)
                .build())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CHARSET_DETECTION);
  }

  /** One way of reading a document from its first token. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads up to the document's last token. */
    T read(JsonParser json) throws IOException;
  }

  /** Reads token by token: for large documents of which little is wanted. */
  public static <T> T stream(byte[] body, Reading<T> reading) throws DefectException {
    return read(STREAM, body, reading);
  }

  /** Reads into a tree: for small documents. */
  public static JsonNode tree(byte[] body) throws DefectException {
    return read(TREE.getFactory(), body, json -> (JsonNode) TREE.readTree(json));
  }

  private static <T> T read(JsonFactory factory, byte[] body, Reading<T> reading)
      throws DefectException {
    checkStart(body);
    checkBytes(body);
    try (JsonParser json = factory.createParser(body)) {
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

  /**
   * Refuses 0xff, which UTF-8 never has: Jackson pads short names with it when it looks for one it
   * has met, and so takes 0xff before a name for that name, if it was met before.
   */
  private static void checkBytes(byte[] body) throws DefectException {
    int ones = 0;
    for (byte one : body) { // no way out of the loop: so it is compiled to vector instructions
      ones += one == -1 ? 1 : 0;
    }
    if (ones > 0) {
      throw DefectException.malformed("not UTF-8: it has byte 0xff");
    }
  }
}
