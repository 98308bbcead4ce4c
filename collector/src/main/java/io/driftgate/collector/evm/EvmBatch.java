package io.driftgate.collector.evm;

import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One poll: a batch of questions and the reading of its answer. Pure.
 *
 * <p>The finalized block is asked for first and the newest last. A server that answers in order
 * while blocks arrive then can't show a finalized block above its head, which on chains that
 * finalize at once (hardhat) would look like a contradiction.
 *
 * @param chainId what the node must answer with, if it is asked
 * @param firstId ids count up from here; another poll's answer doesn't match
 * @param identify whether the chain id and the client's name are asked too
 * @param check of the node's heads
 */
record EvmBatch(long chainId, long firstId, boolean identify, HeaderCheck check) {
  /** How many ids one batch takes. */
  static final int IDS = Question.values().length;

  private static final List<Question> QUESTIONS = List.of(Question.values());
  private static final int USUAL_JSON = 512;

  private static final int MAX_FAMILY = 64;

  /** The request's body. */
  String toJson() {
    StringBuilder json = new StringBuilder(USUAL_JSON);
    for (Question question : QUESTIONS) {
      if (isAsked(question)) {
        json.append(json.isEmpty() ? '[' : ',').append(question.toJson(idOf(question)));
      }
    }
    return json.append(']').toString();
  }

  /** Reads a whole body. */
  Step read(byte[] body) {
    try {
      return new Step.Said(interpret(byQuestion(RpcReader.readBatch(body, check.isOn()))));
    } catch (DefectException defect) {
      return new Step.Failed(defect.toDefect());
    }
  }

  private boolean isAsked(Question question) {
    return identify || question.isAlwaysAsked();
  }

  private long idOf(Question question) {
    return firstId + question.offset();
  }

  private Map<Question, RpcMessage> byQuestion(List<RpcMessage> messages) throws DefectException {
    Map<Question, RpcMessage> answers = new EnumMap<>(Question.class);
    for (RpcMessage message : messages) {
      if (message.id().isEmpty() && message.errorCode().isPresent()) {
        throw message.toException("the batch");
      }
      if (answers.put(questionOf(message), message) != null) {
        throw DefectException.malformed("two answers with one id");
      }
    }
    for (Question question : QUESTIONS) {
      if (isAsked(question) && !answers.containsKey(question)) {
        throw DefectException.malformed("no answer to " + question);
      }
    }
    return answers;
  }

  private Question questionOf(RpcMessage message) throws DefectException {
    for (Question question : QUESTIONS) {
      boolean named = message.id().isPresent() && message.id().getAsLong() == idOf(question);
      if (named && isAsked(question)) {
        return question;
      }
    }
    throw DefectException.malformed("an answer with an id that was not asked");
  }

  private NodeWords interpret(Map<Question, RpcMessage> answers) throws DefectException {
    if (identify) {
      checkChain(chainId, answers.get(Question.CHAIN_ID));
    }
    BlockFields latest = block(answers.get(Question.LATEST));
    Head head = latest.toHead();
    BlockRef safe = ref(answers.get(Question.SAFE));
    BlockRef finalized = ref(answers.get(Question.FINALIZED));
    checkOrder(head, safe, finalized);
    Optional<String> family =
        identify ? answers.get(Question.CLIENT).text().flatMap(EvmBatch::family) : Optional.empty();
    long finalizedAtMs = timestampMs(answers.get(Question.FINALIZED));
    Verification verification = check.polled(latest.header(), head.hash());
    return new NodeWords(
        head,
        Finality.of(safe, finalized, finalizedAtMs),
        Set.of(),
        verification,
        family,
        Optional.empty());
  }

  static void checkChain(long expected, RpcMessage answer) throws DefectException {
    if (answer.errorCode().isPresent()) {
      throw answer.toException("eth_chainId");
    }
    String text =
        answer.text().orElseThrow(() -> DefectException.malformed("eth_chainId is not a string"));
    long actual = Hex.quantity("eth_chainId", text);
    if (actual != expected) {
      throw new DefectException(
          FailureKind.WRONG_CHAIN, "chain id is " + actual + ", configured is " + expected);
    }
  }

  private static BlockFields block(RpcMessage answer) throws DefectException {
    if (answer.errorCode().isPresent()) {
      throw answer.toException("eth_getBlockByNumber(latest)");
    }
    if (answer.block().isEmpty()) {
      throw new DefectException(FailureKind.NEVER_SYNCED, "the node has no latest block");
    }
    return answer.block().get();
  }

  /** An error is how clients say that they have none yet, e.g. −39001. */
  private static BlockRef ref(RpcMessage answer) throws DefectException {
    return answer.errorCode().isPresent() || answer.block().isEmpty()
        ? BlockRef.NONE
        : answer.block().get().toRef();
  }

  /** -1 for none: a chain's finality may be unknown. */
  private static long timestampMs(RpcMessage answer) throws DefectException {
    return ref(answer).isPresent() ? answer.block().get().timestampMs() : -1;
  }

  private static void checkOrder(Head head, BlockRef safe, BlockRef finalized)
      throws DefectException {
    if (safe.height() > head.height() || finalized.height() > head.height()) {
      throw DefectException.malformed("a safe or finalized block above the head");
    }
    if (safe.isPresent() && finalized.height() > safe.height()) {
      throw DefectException.malformed("a finalized block above the safe one");
    }
  }

  /** {@code Geth/v1.14.0/linux} is geth; anything that names none is ignored. */
  static Optional<String> family(String clientVersion) {
    String name = clientVersion.split("/", 2)[0].toLowerCase(Locale.ROOT);
    String allowed = name.replaceAll("[^a-z0-9._-]", "");
    String family = allowed.substring(0, Math.min(MAX_FAMILY, allowed.length()));
    if (family.equals("hardhatnetwork")) {
      return Optional.of("hardhat");
    }
    return family.isEmpty() ? Optional.empty() : Optional.of(family);
  }
}
