package io.driftgate.simulator.beacon;

import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The consensus layer over a simulated chain: each block gets the slot that its timestamp lies in,
 * and a root from its parent's. Slots begin on whole seconds. One thread at a time.
 */
final class BeaconChain {
  private static final long MS_PER_SECOND = 1_000;
  private static final int LEAF = 32;
  private static final int LEAVES = 8;
  private static final int WORD = 8;
  private static final int KEPT = 8_192;

  private final ChainModel chain;
  private final Map<Hash, BeaconBlock> byBlock =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, BeaconBlock> eldest) {
          return size() > KEPT;
        }
      };
  private final Map<Hash, Hash> blockByRoot = new HashMap<>();

  BeaconChain(ChainModel chain) {
    if (chain.spec().blockTimeMs() % MS_PER_SECOND != 0) {
      throw new IllegalArgumentException("a simulated slot is a whole number of seconds");
    }
    this.chain = chain;
  }

  long chainId() {
    return chain.spec().chainId();
  }

  long genesisSeconds() {
    return chain.genesis().header().timestampSeconds();
  }

  long secondsPerSlot() {
    return chain.spec().blockTimeMs() / MS_PER_SECOND;
  }

  long slotsPerEpoch() {
    return chain.spec().slotsPerEpoch();
  }

  long slotOf(Block block) {
    return (block.header().timestampSeconds() - genesisSeconds()) / secondsPerSlot();
  }

  /** A block as the consensus layer has it. */
  BeaconBlock of(Block block) {
    Deque<Block> unknown = new ArrayDeque<>();
    Optional<Block> next = Optional.of(block);
    while (next.isPresent() && !byBlock.containsKey(next.get().hash())) {
      unknown.push(next.get());
      next = chain.find(next.get().header().parentHash());
    }
    unknown.forEach(this::seal);
    return byBlock.get(block.hash());
  }

  /** The block that has this root. */
  Optional<Block> find(Hash root) {
    return Optional.ofNullable(blockByRoot.get(root)).flatMap(chain::find);
  }

  private void seal(Block block) {
    BeaconBlock parent = byBlock.get(block.header().parentHash());
    Hash parentRoot = parent == null ? block.header().parentHash() : parent.root();
    boolean honest = chain.find(block.hash()).isPresent();
    long slot = honest ? slotOf(block) : block.height();
    long proposer = block.height() % WORD;
    Hash state = block.header().stateRoot();
    Hash root = honest ? root(slot, proposer, parentRoot, state, block.hash()) : block.hash();
    byBlock.put(
        block.hash(), new BeaconBlock(root, slot, proposer, parentRoot, state, block.hash()));
    blockByRoot.put(root, block.hash());
    if (blockByRoot.size() > 2 * KEPT) {
      blockByRoot.values().retainAll(byBlock.keySet());
    }
  }

  private static Hash root(long slot, long proposer, Hash parent, Hash state, Hash body) {
    byte[][] nodes = new byte[LEAVES][LEAF];
    nodes[0] = littleEndian(slot);
    nodes[1] = littleEndian(proposer);
    nodes[2] = parent.toBytes();
    nodes[3] = state.toBytes();
    nodes[4] = body.toBytes();
    for (int count = LEAVES / 2; count > 0; count /= 2) {
      for (int i = 0; i < count; i++) {
        MessageDigest sha = sha256();
        sha.update(nodes[2 * i]);
        nodes[i] = sha.digest(nodes[2 * i + 1]);
      }
    }
    return Hash.of(nodes[0]);
  }

  private static byte[] littleEndian(long value) {
    byte[] leaf = new byte[LEAF];
    for (int i = 0; i < WORD; i++) {
      leaf[i] = (byte) (value >>> (Byte.SIZE * i));
    }
    return leaf;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
