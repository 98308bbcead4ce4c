package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The methods of one node, answered from what it shows. On the fleet's loop. */
final class RpcMethods {
  /** No leading zeros, and small enough for a {@code long}. */
  private static final Pattern HEX_HEIGHT = Pattern.compile("0x(0|[1-9a-fA-F][0-9a-fA-F]{0,14})");

  private static final Pattern HEX_HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

  private final SimulatedNode node;
  private final NodeIdentity identity;

  RpcMethods(SimulatedNode node, NodeIdentity identity) {
    this.node = node;
    this.identity = identity;
  }

  /**
   * Answers one call.
   *
   * @param params a JSON array
   */
  Outcome call(String method, JsonNode params, Subscriptions subscriptions) {
    return switch (method) {
      case "eth_chainId" -> Outcome.quantity(identity.chainId());
      case "net_version" -> Outcome.text(Long.toString(identity.chainId()));
      case "web3_clientVersion" -> Outcome.text(identity.clientVersion());
      case "eth_blockNumber" -> Outcome.quantity(node.head().height());
      case "eth_syncing" -> Outcome.result(BooleanNode.FALSE);
      case "net_peerCount" -> Outcome.quantity(identity.peers());
      case "eth_getBlockByNumber" -> block(params, this::byNumber);
      case "eth_getBlockByHash" -> block(params, this::byHash);
      case "eth_subscribe" -> subscribe(params, subscriptions);
      case "eth_unsubscribe" -> unsubscribe(params, subscriptions);
      default -> Outcome.noMethod(method);
    };
  }

  private static Outcome block(JsonNode params, Function<String, Outcome> lookup) {
    for (int i = 0; i < 2; i++) {
      if (!params.has(i)) {
        return Outcome.invalidParams("missing value for required argument " + i);
      }
    }
    if (!params.get(0).isTextual() || !params.get(1).isBoolean() || params.size() > 2) {
      return Outcome.invalidParams("invalid argument: a block and a boolean are expected");
    }
    // No block has transactions, so that both forms of the answer are the same.
    return lookup.apply(params.get(0).textValue());
  }

  private Outcome byNumber(String tag) {
    return switch (tag) {
      case "latest", "pending" -> found(Optional.of(node.head()));
      case "safe" -> found(node.safe());
      case "finalized" -> found(node.finalized());
      case "earliest" -> found(Optional.of(node.earliest()));
      default ->
          HEX_HEIGHT.matcher(tag).matches()
              ? found(node.at(Long.parseLong(tag.substring(2), 16)))
              : Outcome.invalidParams("invalid argument 0: neither a tag nor a hex number");
    };
  }

  private Outcome byHash(String hash) {
    return HEX_HASH.matcher(hash).matches()
        ? found(node.find(Hash.parse(hash)))
        : Outcome.invalidParams("invalid argument 0: not a 32-byte hash");
  }

  private static Outcome found(Optional<Block> block) {
    return Outcome.result(block.<JsonNode>map(BlockJson::block).orElse(NullNode.instance));
  }

  private static Outcome subscribe(JsonNode params, Subscriptions subscriptions) {
    String kind = params.path(0).asText();
    return kind.equals("newHeads")
        ? subscriptions.add()
        : Outcome.invalidParams("no \"" + kind + "\" subscription in eth namespace");
  }

  private static Outcome unsubscribe(JsonNode params, Subscriptions subscriptions) {
    return params.path(0).isTextual()
        ? subscriptions.unsubscribe(params.get(0).textValue())
        : Outcome.invalidParams("missing value for required argument 0");
  }
}
