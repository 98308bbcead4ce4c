package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Polls one node: a batch that names the newest confirmed block by slot and hash, and, if it was
 * not shown before, a second request for its parent and time. If that block is not to be had yet,
 * the confirmed ones below it are listed and tried, {@value #MAX_BLOCKS} blocks in all.
 */
final class SolanaProbe implements Probe {
  private static final int MAX_BLOCKS = 3;

  /** How far below the newest confirmed slot another is looked for. */
  private static final long RANGE = 32;

  private final String chainId;
  private final ParentSlots parents = new ParentSlots();
  private final Deque<Long> lower = new ArrayDeque<>();
  private long nextId = 1;
  private long askedId;
  private long askedSlot;
  private int blocks;
  private Stage stage = Stage.SLOTS;
  private boolean identifying;
  private Optional<String> family = Optional.empty();
  private SlotWords slots = SlotWords.NONE;
  private Optional<Head> shown = Optional.empty();
  private BlockRef header = BlockRef.NONE;
  private long headerId;

  /** What was asked last. */
  private enum Stage {
    SLOTS,
    BLOCK,
    LIST
  }

  SolanaProbe(String chainId) {
    this.chainId = chainId;
  }

  /** The first answer chooses the block; what follows describes it. */
  @Override
  public boolean datedByFirst() {
    return true;
  }

  @Override
  public Request begin(boolean identify) {
    stage = Stage.SLOTS;
    identifying = identify;
    family = Optional.empty();
    blocks = 0;
    lower.clear();
    if (identify) {
      shown = Optional.empty();
    }
    List<String> questions = new ArrayList<>();
    askedId = take(identify ? Identity.COUNT + SlotWords.COUNT : SlotWords.COUNT);
    if (identify) {
      questions.addAll(Identity.questions(askedId));
    }
    questions.addAll(SlotWords.questions(askedId + questions.size()));
    return Request.post("[" + String.join(",", questions) + "]");
  }

  private long take(int ids) {
    long first = nextId;
    nextId += ids;
    return first;
  }

  @Override
  public Step read(byte[] body) {
    try {
      return switch (stage) {
        case SLOTS -> onSlots(body);
        case BLOCK -> onBlock(JsonRpc.one(body, askedId));
        case LIST -> onList(JsonRpc.one(body, askedId));
      };
    } catch (DefectException defect) {
      return new Step.Failed(defect.toDefect());
    }
  }

  private Step onSlots(byte[] body) throws DefectException {
    int known = identifying ? Identity.COUNT : 0;
    List<JsonNode> answers = JsonRpc.batch(body, askedId, known + SlotWords.COUNT);
    if (identifying) {
      Identity.checkChain(answers.get(0), chainId);
      family = Identity.family(answers.get(1));
    }
    slots = SlotWords.read(answers.subList(known, answers.size()));
    checkAbove(slots.confirmed(), slots.finalized());
    Optional<Head> same = shown.filter(head -> slots.confirmed().equals(ref(head)));
    return same.isPresent() ? said(same.get()) : askBlock(slots.confirmed().height());
  }

  private static void checkAbove(BlockRef head, BlockRef finalized) throws DefectException {
    boolean twin = finalized.height() == head.height() && !finalized.hash().equals(head.hash());
    if (finalized.height() > head.height() || twin) {
      throw DefectException.malformed("a finalized block above or beside the confirmed one");
    }
  }

  private Step askBlock(long slot) {
    stage = Stage.BLOCK;
    blocks++;
    askedId = take(1);
    askedSlot = slot;
    return new Step.Ask(Request.post(BlockAnswer.question(askedId, slot)));
  }

  private Step onBlock(JsonNode answer) throws DefectException {
    Optional<BlockAnswer> block = BlockAnswer.read(answer, askedSlot);
    if (block.isEmpty()) {
      return blocks == 1 ? askList() : askLower();
    }
    Head head = block.get().head();
    boolean newest = askedSlot == slots.confirmed().height();
    if (newest && !head.hash().equals(slots.confirmed().hash())) {
      throw DefectException.malformed("two blockhashes for one slot");
    }
    checkAbove(ref(head), slots.finalized());
    parents.add(block.get());
    return said(head);
  }

  private Step askList() {
    if (lowest() > highest()) {
      return askLower();
    }
    stage = Stage.LIST;
    askedId = take(1);
    return new Step.Ask(Request.post(ConfirmedSlots.question(askedId, lowest(), highest())));
  }

  private long highest() {
    return slots.confirmed().height() - 1;
  }

  /** Nothing below the finalized block is a head. */
  private long lowest() {
    return Math.max(Math.max(0, slots.finalized().height()), slots.confirmed().height() - RANGE);
  }

  private Step onList(JsonNode answer) throws DefectException {
    lower.addAll(ConfirmedSlots.read(answer, lowest(), highest()));
    return askLower();
  }

  private Step askLower() {
    if (lower.isEmpty() || blocks == MAX_BLOCKS) {
      String words = "the node has none of its newest confirmed blocks to show";
      return new Step.Failed(new Defect(FailureKind.RPC_ERROR, words));
    }
    return askBlock(lower.remove());
  }

  private Step said(Head head) {
    shown = Optional.of(head);
    Set<NodeFlag> flags = slots.isSyncing() ? Set.of(NodeFlag.SYNCING) : Set.of();
    return new Step.Said(
        new NodeWords(
            head,
            Finality.of(ref(head), slots.finalized()),
            flags,
            Verification.OFF,
            family,
            Optional.empty()));
  }

  private static BlockRef ref(Head head) {
    return new BlockRef(head.height(), head.hash());
  }

  @Override
  public Optional<Request> askHeader(BlockRef block) {
    header = new BlockRef(parents.of(block), block.hash());
    headerId = take(1);
    return Optional.of(Request.post(BlockAnswer.question(headerId, header.height())));
  }

  @Override
  public HeaderStep readHeader(byte[] body) {
    try {
      return header(BlockAnswer.read(JsonRpc.one(body, headerId), header.height()));
    } catch (DefectException defect) {
      return new HeaderStep.Failed(defect.toDefect());
    }
  }

  /** Another block in that slot: the slot may have been a guess. */
  private HeaderStep header(Optional<BlockAnswer> found) {
    if (found.isEmpty() || !found.get().head().hash().equals(header.hash())) {
      return new HeaderStep.Unknown();
    }
    parents.add(found.get());
    return new HeaderStep.Found(found.get().head());
  }
}
