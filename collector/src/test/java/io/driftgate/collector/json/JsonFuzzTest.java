package io.driftgate.collector.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.Watched;
import java.io.IOException;
import java.util.List;

/** JSON of strangers: within limits, and otherwise refused in our words. */
final class JsonFuzzTest {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final Watched NOBODY = new Watched("nobody", false);
  private static final int MAX_DEPTH = 32;

  /** One way of reading. */
  private interface Reading {
    Object read() throws DefectException;
  }

  @FuzzTest(maxDuration = "10m")
  void tree(byte[] body) throws IOException {
    Object read = outcome(() -> Json.tree(body));
    if (read instanceof JsonNode tree) {
      Promises.require(tree.isContainerNode(), "neither an object nor an array");
      Promises.require(depth(tree) <= MAX_DEPTH, "deeper than the limit");
      Promises.require(tree.equals(PLAIN.readTree(body)), "another tree than Jackson's own");
      Promises.require(outcome(() -> tokens(body)) instanceof Integer, "no tokens of a tree");
    }
  }

  @FuzzTest(maxDuration = "10m")
  void rpc(byte[] body) {
    outcome(() -> JsonRpc.one(body, 1));
    outcome(() -> JsonRpc.result(JsonRpc.one(body, 1), "status"));
    outcome(() -> JsonRpc.errorCode(JsonRpc.one(body, 1)));
    Object batch = outcome(() -> JsonRpc.batch(body, 1, 3));
    if (batch instanceof List<?> answers) {
      for (int place = 0; place < 3; place++) {
        JsonNode answer = (JsonNode) answers.get(place);
        Promises.require(answer.path("id").longValue() == 1 + place, "answers in another order");
        outcome(() -> JsonRpc.result(answer, "status"));
      }
    }
  }

  /** What was read, or the refusal. */
  private static Object outcome(Reading reading) {
    return Promises.pure(
        () -> {
          try {
            return reading.read();
          } catch (DefectException defect) {
            Promises.check(defect.toDefect(), NOBODY);
            return defect.toDefect();
          }
        });
  }

  private static int tokens(byte[] body) throws DefectException {
    return Json.stream(
        body,
        json -> {
          int depth = 1;
          int tokens = 1;
          while (depth > 0) {
            JsonToken token = json.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            tokens++;
          }
          return tokens;
        });
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : deepest;
  }
}
