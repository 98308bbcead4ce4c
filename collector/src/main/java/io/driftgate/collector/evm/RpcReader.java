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
   */
  static List<RpcMessage> readBatch(byte[] body) throws DefectException {
    return Json.stream(body, RpcReader::batch);
  }

  /** Reads exactly one object. */
  static RpcMessage readOne(byte[] body) throws DefectException {
    return Json.stream(body, RpcReader::object);
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
}
