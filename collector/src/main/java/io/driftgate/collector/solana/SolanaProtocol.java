package io.driftgate.collector.solana;

import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import java.util.Optional;

/** Solana's JSON-RPC: heads are confirmed slots, polled; slots that are pushed say when to poll. */
public final class SolanaProtocol implements Protocol {
  /** 256 KiB: a block without its transactions is under 1 KiB. */
  private static final int MAX_BYTES = 1 << 18;

  @Override
  public String name() {
    return "solana";
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public Optional<String> objectionTo(String chainId) {
    return Base58.hash(chainId).isPresent()
        ? Optional.empty()
        : Optional.of("the genesis hash, 32 bytes in base58");
  }

  @Override
  public Probe probe(Watched chain) {
    return new SolanaProbe(chain.chainId());
  }

  @Override
  public Pushes pushes() {
    return Pushes.MOVES;
  }

  @Override
  public Subscription subscribe(Watched chain) {
    return new SolanaSubscription();
  }
}
