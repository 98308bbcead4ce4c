package io.driftgate.collector.beacon;

import io.driftgate.collector.protocol.ChainNumber;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.protocol.Watched;
import java.util.List;
import java.util.Optional;

/** Ethereum's consensus layer: REST, and an event stream that says when to ask. */
public final class BeaconProtocol implements Protocol {
  /** 1 MiB: the largest answer is the configuration, some tens of kilobytes. */
  private static final int MAX_BYTES = 1 << 20;

  /** Repeated, not joined by commas, which not every client takes. */
  private static final String EVENTS =
      "/eth/v1/events?topics=chain_reorg&topics=finalized_checkpoint";

  /**
   * A client answers with status 400 to a topic that it does not know, or no longer knows: {@code
   * head} is deprecated for {@code head_v2}.
   */
  private static final List<String> STREAMS =
      List.of(
          EVENTS + "&topics=head&topics=head_v2",
          EVENTS + "&topics=head",
          EVENTS + "&topics=head_v2");

  @Override
  public String name() {
    return "beacon";
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public Optional<String> objectionTo(String chainId) {
    return ChainNumber.objectionTo(chainId, "the chain id of the deposit contract");
  }

  @Override
  public Probe probe(Watched chain) {
    return new BeaconProbe(Long.parseLong(chain.chainId()), chain.verifyHeaders());
  }

  @Override
  public List<String> eventStreams() {
    return STREAMS;
  }

  @Override
  public Pushes pushes() {
    return Pushes.MOVES;
  }

  @Override
  public Subscription subscribe(Watched chain) {
    return new BeaconSubscription();
  }
}
