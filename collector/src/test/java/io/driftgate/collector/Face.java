package io.driftgate.collector;

import io.driftgate.collector.beacon.BeaconProtocol;
import io.driftgate.collector.beacon.GoodBeacon;
import io.driftgate.collector.cometbft.CometProtocol;
import io.driftgate.collector.cometbft.GoodComet;
import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.evm.GoodEvm;
import io.driftgate.collector.opnode.GoodOpNode;
import io.driftgate.collector.opnode.OpNodeProtocol;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.solana.GoodSolana;
import io.driftgate.collector.solana.SolanaProtocol;
import java.util.Locale;

/** A protocol, and a node that speaks it well. */
enum Face {
  EVM(new EvmProtocol(), new GoodEvm(), Long.toString(GoodEvm.CHAIN_ID)),
  BEACON(new BeaconProtocol(), new GoodBeacon(), "1"),
  OP_NODE(new OpNodeProtocol(), new GoodOpNode(), Long.toString(GoodOpNode.CHAIN_ID)),
  SOLANA(new SolanaProtocol(), new GoodSolana(), GoodSolana.CHAIN_ID),
  COMETBFT(new CometProtocol(), new GoodComet(), GoodComet.CHAIN_ID);

  final Protocol protocol;
  final GoodNode good;
  final String chainId;

  Face(Protocol protocol, GoodNode good, String chainId) {
    this.protocol = protocol;
    this.good = good;
    this.chainId = chainId;
  }

  boolean hasWebSocket() {
    return this == EVM || this == SOLANA || this == COMETBFT;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
