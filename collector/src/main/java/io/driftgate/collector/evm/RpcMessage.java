package io.driftgate.collector.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One JSON-RPC object: an answer or a notification. Its fields may come in any order, so a result
 * is read by its shape before it is known whose it is.
 *
 * @param id the answered request's; empty if null or absent
 * @param errorCode present if there is an error object
 * @param text the result, if it is a string
 * @param block the result, or a notification's, if it is an object
 * @param method a notification's
 * @param subscription a notification's
 */
record RpcMessage(
    OptionalLong id,
    OptionalLong errorCode,
    Optional<String> text,
    Optional<BlockFields> block,
    Optional<String> method,
    Optional<String> subscription) {
  private static final String[] NAMES = {"id", "error", "result", "method", "params"};
  private static final String[] PARAMS = {"subscription", "result"};
  private static final String[] ERROR = {"code"};
  private static final int MAX_TEXT = 1_024;

  /** "Limit exceeded" of EIP-1474, and the status that some providers repeat inside the body. */
  private static final Set<Long> RATE_LIMIT_CODES = Set.of(-32_005L, 429L);

  /**
   * Reads one object whose start has been read.
   *
   * @param headers whether a block is read with its whole header
   */
  static RpcMessage read(JsonParser json, boolean headers) throws IOException {
    Draft draft = new Draft(headers);
    JsonFields wanted = new JsonFields(json, NAMES);
    for (int field = wanted.next(); field != JsonFields.END; field = wanted.next()) {
      switch (field) {
        case 0 -> draft.id = id(json);
        case 1 -> draft.errorCode = errorCode(json);
        case 2 -> draft.result(json);
        case 3 -> draft.method = text(json);
        default -> draft.params(json);
      }
    }
    return draft.toMessage();
  }

  /** The error as a failure of {@code what}; the node's own message is left out. */
  DefectException toException(String what) {
    long code = errorCode.orElse(0);
    FailureKind kind =
        RATE_LIMIT_CODES.contains(code) ? FailureKind.RATE_LIMITED : FailureKind.RPC_ERROR;
    return new DefectException(kind, what + " was answered with error " + code);
  }

  private static OptionalLong id(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> OptionalLong.of(json.getLongValue());
      case VALUE_NULL -> OptionalLong.empty();
      default -> throw DefectException.malformed("an id is neither a number nor null");
    };
  }

  private static OptionalLong errorCode(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return OptionalLong.empty();
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw DefectException.malformed("an error is not an object");
    }
    JsonFields wanted = new JsonFields(json, ERROR);
    long code = 0;
    for (int field = wanted.next(); field != JsonFields.END; field = wanted.next()) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw DefectException.malformed("an error's code is not a whole number");
      }
      code = json.getLongValue();
    }
    return OptionalLong.of(code);
  }

  private static Optional<String> text(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return Optional.empty();
    }
    if (json.getTextLength() > MAX_TEXT) {
      throw DefectException.malformed("a text is over " + MAX_TEXT + " characters");
    }
    return Optional.of(json.getText());
  }

  /** The message as far as it has been read. */
  private static final class Draft {
    private final boolean headers;
    private OptionalLong id = OptionalLong.empty();
    private OptionalLong errorCode = OptionalLong.empty();
    private Optional<String> text = Optional.empty();
    private Optional<BlockFields> block = Optional.empty();
    private Optional<String> method = Optional.empty();
    private Optional<String> subscription = Optional.empty();
    private boolean resultSeen;
    private boolean resultInParams;

    private Draft(boolean headers) {
      this.headers = headers;
    }

    /** It stands in one of two places; in both, nobody could say which was meant. */
    private void result(JsonParser json) throws IOException {
      if (resultSeen) {
        throw DefectException.malformed("two results in one message");
      }
      resultSeen = true;
      if (json.currentToken() == JsonToken.START_OBJECT) {
        block = Optional.of(BlockFields.read(json, headers));
      } else {
        text = RpcMessage.text(json);
      }
    }

    private void params(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      JsonFields wanted = new JsonFields(json, PARAMS);
      for (int field = wanted.next(); field != JsonFields.END; field = wanted.next()) {
        if (field == 0) {
          subscription = RpcMessage.text(json);
        } else {
          result(json);
          resultInParams = true;
        }
      }
    }

    private RpcMessage toMessage() throws DefectException {
      if (resultInParams && method.isEmpty()) {
        throw DefectException.malformed("an answer whose result is a notification's");
      }
      return new RpcMessage(id, errorCode, text, block, method, subscription);
    }
  }
}
