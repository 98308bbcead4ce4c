package io.driftgate.simulator.beacon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.Optional;

/** One node's answers and events. On the fleet's loop. */
final class BeaconJson {
  private static final String HEADERS = "/eth/v1/beacon/headers/";
  private static final String SIGNATURE = "0x" + "00".repeat(96);

  private final SimulatedNode node;
  private final BeaconChain chain;
  private final String version;
  private NodeClaims claims = NodeClaims.NONE;

  /**
   * @param version in the form of a real client, with {@code sim} in it
   */
  BeaconJson(SimulatedNode node, BeaconChain chain, String version) {
    this.node = node;
    this.chain = chain;
    this.version = version;
  }

  void claim(NodeClaims next) {
    claims = next;
  }

  /** What a GET of this path answers; empty for 404. */
  Optional<ObjectNode> answer(String path) {
    if (path.startsWith(HEADERS)) {
      return header(path.substring(HEADERS.length()));
    }
    return switch (path) {
      case "/eth/v1/config/deposit_contract" -> Optional.of(contract());
      case "/eth/v1/beacon/genesis" -> Optional.of(genesis());
      case "/eth/v1/config/spec" -> Optional.of(spec());
      case "/eth/v1/node/version" -> Optional.of(data(object().put("version", version)));
      case "/eth/v1/node/syncing" -> Optional.of(syncing());
      case "/eth/v1/beacon/states/head/finality_checkpoints" -> Optional.of(checkpoints());
      default -> Optional.empty();
    };
  }

  /** The data of an event that tells of a new head. */
  ObjectNode headEvent(Block head) {
    BeaconBlock block = chain.of(head);
    return object()
        .put("slot", Long.toString(block.slot()))
        .put("block", block.root().toString())
        .put("state", block.stateRoot().toString())
        .put("epoch_transition", block.slot() % chain.slotsPerEpoch() == 0)
        .put("previous_duty_dependent_root", chain.of(node.earliest()).root().toString())
        .put("current_duty_dependent_root", chain.of(node.earliest()).root().toString())
        .put("execution_optimistic", claims.optimistic());
  }

  /** The data of an event that tells of a new finalized checkpoint. */
  Optional<ObjectNode> finalizedEvent() {
    return node.finalized()
        .filter(block -> block.height() > 0)
        .map(
            block ->
                object()
                    .put("block", chain.of(block).root().toString())
                    .put("state", block.header().stateRoot().toString())
                    .put("epoch", Long.toString(epochOf(block)))
                    .put("execution_optimistic", claims.optimistic()));
  }

  private ObjectNode contract() {
    return data(
        object()
            .put("chain_id", Long.toString(chain.chainId()))
            .put("address", "0x00000000219ab540356cbb839cbe05303d7705fa"));
  }

  private ObjectNode genesis() {
    return data(
        object()
            .put("genesis_time", Long.toString(chain.genesisSeconds()))
            .put("genesis_validators_root", chain.of(node.earliest()).root().toString())
            .put("genesis_fork_version", "0x00000000"));
  }

  private ObjectNode spec() {
    return data(
        object()
            .put("CONFIG_NAME", "simulated")
            .put("SECONDS_PER_SLOT", Long.toString(chain.secondsPerSlot()))
            .put("SLOTS_PER_EPOCH", Long.toString(chain.slotsPerEpoch()))
            .put("DEPOSIT_CHAIN_ID", Long.toString(chain.chainId())));
  }

  private ObjectNode syncing() {
    return data(
        object()
            .put("head_slot", Long.toString(chain.of(node.head()).slot()))
            .put("sync_distance", claims.syncing() ? "1" : "0")
            .put("is_syncing", claims.syncing())
            .put("is_optimistic", claims.optimistic())
            .put("el_offline", claims.elOffline()));
  }

  private ObjectNode checkpoints() {
    ObjectNode checkpoints = object();
    checkpoints.set("previous_justified", checkpoint(node.finalized()));
    checkpoints.set("current_justified", checkpoint(node.safe()));
    checkpoints.set("finalized", checkpoint(node.finalized()));
    return of(checkpoints);
  }

  private ObjectNode checkpoint(Optional<Block> block) {
    Optional<Block> named = block.filter(found -> found.height() > 0);
    return object()
        .put("epoch", Long.toString(named.map(this::epochOf).orElse(0L)))
        .put("root", named.map(found -> chain.of(found).root()).orElse(Hash.ZERO).toString());
  }

  /** The first epoch that begins at or after the block. */
  private long epochOf(Block block) {
    long length = chain.slotsPerEpoch();
    return (chain.of(block).slot() + length - 1) / length;
  }

  private Optional<ObjectNode> header(String id) {
    if (id.equals("head")) {
      return Optional.of(header(node.head()));
    }
    return id.matches("0x[0-9a-f]{64}")
        ? chain.find(Hash.parse(id)).flatMap(block -> node.find(block.hash())).map(this::header)
        : Optional.empty();
  }

  private ObjectNode header(Block block) {
    BeaconBlock known = chain.of(block);
    ObjectNode message =
        object()
            .put("slot", Long.toString(known.slot()))
            .put("proposer_index", Long.toString(known.proposerIndex()))
            .put("parent_root", known.parentRoot().toString())
            .put("state_root", known.stateRoot().toString())
            .put("body_root", known.bodyRoot().toString());
    ObjectNode named = object().put("root", known.root().toString()).put("canonical", true);
    named.putObject("header").put("signature", SIGNATURE).set("message", message);
    return of(named);
  }

  private ObjectNode of(ObjectNode data) {
    ObjectNode answer = object().put("execution_optimistic", claims.optimistic());
    answer.put("finalized", false).set("data", data);
    return answer;
  }

  private static ObjectNode data(ObjectNode data) {
    ObjectNode answer = object();
    answer.set("data", data);
    return answer;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
