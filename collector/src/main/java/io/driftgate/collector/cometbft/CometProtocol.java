package io.driftgate.collector.cometbft;

import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import java.util.Optional;

/**
 * CometBFT, which was Tendermint, and the Cosmos and dYdX chains that run on it.
 *
 * <p>A head is a committed block: final at once, so that safe, finalized and head are one. Its
 * state root is the header's {@code app_hash}, which is the state after the block <em>before</em>;
 * two nodes at one height must still agree on it.
 */
public final class CometProtocol implements Protocol {
  /** 1 MiB: before 0.38 a pushed header comes with all events of its block. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_CHAIN_ID = 50;

  @Override
  public String name() {
    return "cometbft";
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public Optional<String> objectionTo(String chainId) {
    boolean printable =
        !chainId.isEmpty()
            && chainId.length() <= MAX_CHAIN_ID
            && chainId.chars().allMatch(c -> c >= ' ' && c < 127);
    return printable
        ? Optional.empty()
        : Optional.of("a CometBFT chain id, 1 to " + MAX_CHAIN_ID + " printable characters");
  }

  @Override
  public Probe probe(Watched chain) {
    return new CometProbe(chain);
  }

  @Override
  public Subscription subscribe(Watched chain) {
    return new CometSubscription(chain);
  }
}
