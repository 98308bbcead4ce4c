package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.json.Json;
import io.driftgate.collector.protocol.DefectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes to JSON-RPC objects, streaming: blocks come with thousands of transactions. */
final class RpcReader {
  private static final int MAX_BATCH = 16;

  private RpcReader() {}

  /**
   * Reads an answer to a batch. A single object stands for the whole batch: it is how a server
   * refuses one.
   *
   * @param headers whether blocks are read with their whole headers
   */
  static List<RpcMessage> readBatch(byte[] body, boolean headers) throws DefectException {
    return Json.stream(body, json -> batch(json, headers));
  }

  /** Reads exactly one object; {@code headers} as above. */
  static RpcMessage readOne(byte[] body, boolean headers) throws DefectException {
    return Json.stream(body, json -> object(json, headers));
  }

  private static List<RpcMessage> batch(JsonParser json, boolean headers) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return List.of(RpcMessage.read(json, headers));
    }
    List<RpcMessage> messages = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (messages.size() == MAX_BATCH) {
        throw DefectException.malformed("more than " + MAX_BATCH + " answers");
      }
      messages.add(object(json, headers));
    }
    return messages;
  }

  private static RpcMessage object(JsonParser json, boolean headers) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw DefectException.malformed("an answer is not an object");
    }
    return RpcMessage.read(json, headers);
  }
}
