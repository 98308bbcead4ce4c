package io.driftgate.collector.opnode;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.FailureKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Polls one rollup node: one batch a poll, its status last. */
final class OpNodeProbe implements Probe {
  private static final String CONFIG = "optimism_rollupConfig";
  private static final String VERSION = "optimism_version";
  private static final String STATUS = "optimism_syncStatus";
  private static final int MAX_QUESTIONS = 3;

  /** {@code v1.13.5-stable} or {@code 0.0.0-dev}: op-node names its version and not itself. */
  private static final Pattern BARE = Pattern.compile("v?[0-9][0-9A-Za-z.+_-]{0,99}");

  private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z0-9._-]{0,63})/.*");

  private final long chainId;
  private final OriginTimes origins = new OriginTimes();
  private long firstId = 1;
  private boolean identifying;

  OpNodeProbe(long chainId) {
    this.chainId = chainId;
  }

  @Override
  public Request begin(boolean identify) {
    firstId += MAX_QUESTIONS;
    identifying = identify;
    return Request.post(
        identify
            ? "[" + ask(0, CONFIG) + "," + ask(1, VERSION) + "," + ask(2, STATUS) + "]"
            : "[" + ask(0, STATUS) + "]");
  }

  private String ask(int place, String method) {
    return JsonRpc.request(firstId + place, method, "[]");
  }

  @Override
  public Step read(byte[] body) {
    try {
      return said(JsonRpc.batch(body, firstId, identifying ? MAX_QUESTIONS : 1));
    } catch (DefectException defect) {
      return new Step.Failed(defect.toDefect());
    }
  }

  private Step said(List<JsonNode> answers) throws DefectException {
    if (identifying) {
      checkChain(answers.get(0));
    }
    JsonNode status = JsonRpc.result(answers.get(answers.size() - 1), STATUS);
    SyncStatus words = SyncStatus.read(Fields.of(status, STATUS));
    Optional<String> family = identifying ? family(answers.get(1)) : Optional.empty();
    return new Step.Said(words.toWords(origins).by(family));
  }

  private void checkChain(JsonNode answer) throws DefectException {
    long actual = Fields.of(JsonRpc.result(answer, CONFIG), CONFIG).number("l2_chain_id");
    if (actual != chainId) {
      throw new DefectException(
          FailureKind.WRONG_CHAIN, "chain id is " + actual + ", configured is " + chainId);
    }
  }

  /** A family that is told wrongly must rather be one too few: a bare version is op-node's. */
  private static Optional<String> family(JsonNode answer) throws DefectException {
    if (JsonRpc.isError(answer)) {
      return Optional.empty();
    }
    JsonNode version = JsonRpc.result(answer, VERSION);
    if (!version.isTextual()) {
      throw DefectException.malformed(VERSION + " is not a string");
    }
    Matcher named = NAMED.matcher(version.textValue());
    if (named.matches()) {
      return Optional.of(named.group(1).toLowerCase(Locale.ROOT));
    }
    return BARE.matcher(version.textValue()).matches() ? Optional.of("op-node") : Optional.empty();
  }
}
