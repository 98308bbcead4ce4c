package io.driftgate.collector.evm;

import io.driftgate.collector.protocol.ChainNumber;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import java.util.Optional;

/** Ethereum's execution layer and what speaks like it: JSON-RPC over HTTP and WebSocket. */
public final class EvmProtocol implements Protocol {
  /** 1 MiB: three block headers with some thousands of transaction hashes each fit. */
  private static final int MAX_BYTES = 1 << 20;

  @Override
  public String name() {
    return "evm";
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public Optional<String> objectionTo(String chainId) {
    return ChainNumber.objectionTo(chainId, "an EVM chain id");
  }

  @Override
  public Probe probe(Watched chain) {
    return new EvmProbe(Long.parseLong(chain.chainId()), chain.verifyHeaders());
  }

  @Override
  public Subscription subscribe(Watched chain) {
    return new EvmSubscription(
        Long.parseLong(chain.chainId()), HeaderCheck.of(chain.verifyHeaders()));
  }
}
