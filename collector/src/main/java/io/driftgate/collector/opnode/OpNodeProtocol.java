package io.driftgate.collector.opnode;

import io.driftgate.collector.protocol.ChainNumber;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import java.util.Optional;

/**
 * The OP Stack's consensus node ({@code op-node} and what answers like it): polled, never heard.
 */
public final class OpNodeProtocol implements Protocol {
  /** 256 KiB: a rollup's configuration and its status are a few KiB each. */
  private static final int MAX_BYTES = 1 << 18;

  @Override
  public String name() {
    return "op-node";
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public Optional<String> objectionTo(String chainId) {
    return ChainNumber.objectionTo(chainId, "the rollup's chain id");
  }

  @Override
  public Probe probe(Watched chain) {
    return new OpNodeProbe(Long.parseLong(chain.chainId()));
  }

  @Override
  public Pushes pushes() {
    return Pushes.NOTHING;
  }

  @Override
  public Subscription subscribe(Watched chain) {
    throw new UnsupportedOperationException("op-node pushes nothing");
  }
}
