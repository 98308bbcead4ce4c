package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Polls one node: a batch of {@code status} and {@code blockchain}. The second, from just below the
 * last head upwards, is the one that shows hashes with their headers; it is answered last.
 *
 * <p>Posted, never fetched with GET: CometBFT lets caches keep {@code blockchain} for a day, though
 * its answer without an upper height is a new one with each block.
 */
final class CometProbe implements Probe {
  private static final Optional<String> FAMILY = Optional.of("cometbft");
  private static final int QUESTIONS = 2;

  /** Below the last head: a balancer's next node may be one block behind. */
  private static final long MARGIN = 1;

  private final Watched chain;
  private long nextId = 1;
  private long firstId;
  private boolean identify;
  private long minHeight;
  private long lastHeight;
  private long headerId;
  private BlockRef wanted = BlockRef.NONE;

  CometProbe(Watched chain) {
    this.chain = chain;
  }

  @Override
  public Request begin(boolean identify) {
    this.identify = identify;
    return ask(identify ? 0 : Math.max(0, lastHeight - MARGIN));
  }

  private Request ask(long fromHeight) {
    minHeight = fromHeight;
    firstId = nextId;
    nextId += QUESTIONS;
    return Request.post(
        "["
            + Questions.status(firstId)
            + ","
            + Questions.blockchain(firstId + 1, fromHeight, 0)
            + "]");
  }

  @Override
  public Step read(byte[] body) {
    try {
      return step(JsonRpc.batch(body, firstId, QUESTIONS));
    } catch (DefectException defect) {
      return new Step.Failed(defect.toDefect());
    }
  }

  private Step step(List<JsonNode> answers) throws DefectException {
    Status status = Status.read(JsonRpc.result(answers.get(0), "status"), chain.chainId());
    if (minHeight > 0 && isUnknown(answers.get(1))) {
      // It is further behind than the margin, and shows where when it is not told from where.
      return new Step.Ask(ask(0));
    }
    Shown shown = Shown.read(JsonRpc.result(answers.get(1), "blockchain"), chain);
    lastHeight = shown.head().height();
    return new Step.Said(words(status, shown));
  }

  private NodeWords words(Status status, Shown shown) {
    Head head = shown.head();
    BlockRef ref = new BlockRef(head.height(), head.hash());
    return new NodeWords(
        head,
        Finality.of(ref, ref, head.timestampMs()),
        status.catchingUp() ? Set.of(NodeFlag.SYNCING) : Set.of(),
        shown.verification(),
        identify ? FAMILY : Optional.empty(),
        Optional.empty());
  }

  /** By height: a block's height and its hash are one where nothing is ever replaced. */
  @Override
  public Optional<Request> askHeader(BlockRef block) {
    if (block.height() < 1) {
      return Optional.empty();
    }
    wanted = block;
    headerId = nextId;
    nextId++;
    return Optional.of(
        Request.post(Questions.blockchain(headerId, block.height(), block.height())));
  }

  @Override
  public HeaderStep readHeader(byte[] body) {
    try {
      return header(JsonRpc.one(body, headerId));
    } catch (DefectException defect) {
      return new HeaderStep.Failed(defect.toDefect());
    }
  }

  private HeaderStep header(JsonNode answer) throws DefectException {
    if (isUnknown(answer)) {
      return new HeaderStep.Unknown();
    }
    Shown shown = Shown.read(JsonRpc.result(answer, "blockchain"), chain);
    if (shown.head().height() != wanted.height()) {
      throw DefectException.malformed("another block than was asked for");
    }
    if (chain.verifyHeaders() && shown.verification() != Verification.VERIFIED) {
      throw new DefectException(FailureKind.INVALID_HEADER, "a header does not hash to its hash");
    }
    Hash hash = shown.head().hash();
    return hash.equals(wanted.hash())
        ? new HeaderStep.Found(shown.head())
        : new HeaderStep.Unknown();
  }

  private static boolean isUnknown(JsonNode answer) throws DefectException {
    return JsonRpc.isError(answer) && JsonRpc.errorCode(answer) == Questions.INTERNAL_ERROR;
  }
}
