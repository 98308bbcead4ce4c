package io.driftgate.collector.beacon;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.Json;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Polls one beacon node: checkpoints first, the head last, one GET each. A checkpoint names an
 * epoch, not its block's slot, so a block whose root is new is asked for once.
 */
final class BeaconProbe implements Probe {
  private static final String HEADERS = "/eth/v1/beacon/headers/";
  private static final int MAX_FAMILY = 64;

  private final long chainId;
  private final boolean verifyHeaders;
  private final KnownSlots slots = new KnownSlots();

  private Optional<SlotClock> clock = Optional.empty();
  private Optional<String> family = Optional.empty();
  private Question question = Question.CHAIN;
  private long genesisMs;
  private Checkpoint finalized = Checkpoint.NONE;
  private Checkpoint justified = Checkpoint.NONE;
  private Hash wantedBlock = Hash.ZERO;
  private Hash wantedHeader = Hash.ZERO;
  private boolean doubted;
  private boolean unsynced;
  private EnumSet<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);

  /** What was asked last. */
  private enum Question {
    CHAIN,
    GENESIS,
    SPEC,
    VERSION,
    CHECKPOINTS,
    CHECKPOINT_BLOCK,
    SYNCING,
    HEAD
  }

  /** Expects this chain id. */
  BeaconProbe(long chainId, boolean verifyHeaders) {
    this.chainId = chainId;
    this.verifyHeaders = verifyHeaders;
  }

  @Override
  public Request begin(boolean identify) {
    family = Optional.empty();
    doubted = false;
    if (!identify && clock.isPresent()) {
      return ask(Question.CHECKPOINTS, "/eth/v1/beacon/states/head/finality_checkpoints");
    }
    clock = Optional.empty();
    slots.clear();
    return ask(Question.CHAIN, "/eth/v1/config/deposit_contract");
  }

  private Request ask(Question next, String target) {
    question = next;
    return Request.get(target);
  }

  @Override
  public Step read(byte[] body) {
    try {
      return step(Fields.of(Json.tree(body), "the answer"));
    } catch (DefectException defect) {
      return new Step.Failed(defect.toDefect());
    }
  }

  private Step step(Fields answer) throws DefectException {
    if (question == Question.HEAD) {
      return new Step.Said(words(BeaconHeader.of(answer)));
    }
    return new Step.Ask(
        switch (question) {
          case CHAIN -> onChain(answer.object("data"));
          case GENESIS -> onGenesis(answer.object("data"));
          case SPEC -> onSpec(answer.object("data"));
          case VERSION -> onVersion(answer.object("data"));
          case CHECKPOINTS -> onCheckpoints(answer.object("data"));
          case CHECKPOINT_BLOCK -> onCheckpointBlock(BeaconHeader.of(answer));
          case SYNCING -> onSyncing(answer.object("data"));
          case HEAD -> throw DefectException.malformed("an answer too many");
        });
  }

  private Request onChain(Fields contract) throws DefectException {
    long actual = contract.decimal("chain_id");
    if (actual != chainId) {
      throw new DefectException(
          FailureKind.WRONG_CHAIN, "chain id is " + actual + ", configured is " + chainId);
    }
    return ask(Question.GENESIS, "/eth/v1/beacon/genesis");
  }

  private Request onGenesis(Fields genesis) throws DefectException {
    genesisMs = SlotClock.genesisMs(genesis);
    return ask(Question.SPEC, "/eth/v1/config/spec");
  }

  private Request onSpec(Fields spec) throws DefectException {
    clock = Optional.of(SlotClock.of(genesisMs, spec));
    return ask(Question.VERSION, "/eth/v1/node/version");
  }

  private Request onVersion(Fields data) throws DefectException {
    family = family(data.text("version"));
    return ask(Question.CHECKPOINTS, "/eth/v1/beacon/states/head/finality_checkpoints");
  }

  private Request onCheckpoints(Fields data) throws DefectException {
    finalized = Checkpoint.of(data, "finalized");
    justified = Checkpoint.of(data, "current_justified");
    boolean ordered =
        finalized.epoch() <= justified.epoch() && (justified.isPresent() || !finalized.isPresent());
    if (!ordered) {
      throw DefectException.malformed("a finalized epoch above the justified one");
    }
    return askNextBlock();
  }

  /** Asks for a checkpoint's block whose slot is not known yet, or goes on. */
  private Request askNextBlock() {
    for (Checkpoint checkpoint : new Checkpoint[] {finalized, justified}) {
      boolean known = !checkpoint.isPresent() || slots.slotOf(checkpoint.root()).isPresent();
      if (!known && !doubted) {
        wantedBlock = checkpoint.root();
        return ask(Question.CHECKPOINT_BLOCK, HEADERS + wantedBlock);
      }
    }
    return ask(Question.SYNCING, "/eth/v1/node/syncing");
  }

  /** A block whose slot can't be trusted leaves finality unknown; the head is judged for itself. */
  private Request onCheckpointBlock(BeaconHeader block) throws DefectException {
    if (!block.root().equals(wantedBlock)) {
      throw DefectException.malformed("another block than was asked for");
    }
    doubted = verifyHeaders && block.verify() != Verification.VERIFIED;
    if (!doubted) {
      slots.put(block.root(), block.slot());
    }
    return askNextBlock();
  }

  private Request onSyncing(Fields data) throws DefectException {
    flags = EnumSet.noneOf(NodeFlag.class);
    if (data.flag("is_syncing")) {
      flags.add(NodeFlag.SYNCING);
    }
    if (data.flag("is_optimistic")) {
      flags.add(NodeFlag.OPTIMISTIC);
    }
    if (data.flag("el_offline")) {
      flags.add(NodeFlag.EL_OFFLINE);
    }
    unsynced = data.decimal("sync_distance") > 0;
    return ask(Question.HEAD, HEADERS + "head");
  }

  private NodeWords words(BeaconHeader block) throws DefectException {
    if (block.slot() == 0 && unsynced) {
      throw new DefectException(FailureKind.NEVER_SYNCED, "nothing is synced but genesis");
    }
    SlotClock time = clock.orElseThrow(() -> DefectException.malformed("nobody was identified"));
    Head head = block.toHead(time);
    if (block.optimistic()) {
      flags.add(NodeFlag.OPTIMISTIC);
    }
    Verification verification = verifyHeaders ? block.verify() : Verification.OFF;
    return new NodeWords(head, finality(head, time), flags, verification, family, Optional.empty());
  }

  private Finality finality(Head head, SlotClock time) throws DefectException {
    BlockRef safe = ref(justified, time);
    BlockRef last = ref(finalized, time);
    checkOrder(last, safe);
    checkOrder(safe, new BlockRef(head.height(), head.hash()));
    long lastMs = last.isPresent() ? time.timestampMs(last.height()) : -1;
    return Finality.of(safe, last, lastMs);
  }

  private BlockRef ref(Checkpoint checkpoint, SlotClock time) throws DefectException {
    OptionalLong slot = slots.slotOf(checkpoint.root());
    if (doubted || slot.isEmpty()) {
      return BlockRef.NONE;
    }
    if (!time.isBy(slot.getAsLong(), checkpoint.epoch())) {
      throw DefectException.malformed("a checkpoint's block after its epoch began");
    }
    return new BlockRef(slot.getAsLong(), checkpoint.root());
  }

  private static void checkOrder(BlockRef lower, BlockRef upper) throws DefectException {
    boolean above = lower.height() > upper.height();
    boolean beside = lower.height() == upper.height() && !lower.hash().equals(upper.hash());
    if (above || beside) {
      throw DefectException.malformed("finalized, justified and head are not in this order");
    }
  }

  @Override
  public Optional<Request> askHeader(BlockRef block) {
    wantedHeader = block.hash();
    return clock.map(known -> Request.get(HEADERS + wantedHeader));
  }

  @Override
  public HeaderStep readHeader(byte[] body) {
    try {
      BeaconHeader block = BeaconHeader.of(Fields.of(Json.tree(body), "the answer"));
      return header(block);
    } catch (DefectException defect) {
      return new HeaderStep.Failed(defect.toDefect());
    }
  }

  private HeaderStep header(BeaconHeader block) throws DefectException {
    if (!block.root().equals(wantedHeader) || clock.isEmpty()) {
      throw DefectException.malformed("another block than was asked for");
    }
    if (verifyHeaders && block.verify() != Verification.VERIFIED) {
      throw new DefectException(FailureKind.INVALID_HEADER, "a header that is not its root's");
    }
    return new HeaderStep.Found(block.toHead(clock.get()));
  }

  /** {@code Lighthouse/v5.1.0/x86_64-linux} is lighthouse; anything that names none is ignored. */
  static Optional<String> family(String version) {
    String name = version.split("/", 2)[0].toLowerCase(Locale.ROOT);
    String allowed = name.replaceAll("[^a-z0-9._-]", "");
    String family = allowed.substring(0, Math.min(MAX_FAMILY, allowed.length()));
    return family.isEmpty() ? Optional.empty() : Optional.of(family);
  }
}
