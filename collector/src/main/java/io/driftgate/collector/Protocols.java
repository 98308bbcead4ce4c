package io.driftgate.collector;

import io.driftgate.collector.beacon.BeaconProtocol;
import io.driftgate.collector.cometbft.CometProtocol;
import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.opnode.OpNodeProtocol;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.solana.SolanaProtocol;
import java.util.List;
import java.util.Optional;

/** The registry: every protocol that a node can be watched by. */
public final class Protocols {
  private static final List<Protocol> ALL =
      List.of(
          new EvmProtocol(),
          new BeaconProtocol(),
          new OpNodeProtocol(),
          new SolanaProtocol(),
          new CometProtocol());

  private Protocols() {}

  /** All of them, in the order in which people read them. */
  public static List<Protocol> all() {
    return ALL;
  }

  /** The one of a name. */
  public static Optional<Protocol> named(String name) {
    return ALL.stream().filter(protocol -> protocol.name().equals(name)).findFirst();
  }
}
