// Reads a beacon node with Lodestar's own client and prints what it decoded, as one line of JSON.
import {getClient} from "@lodestar/api";
import {createChainForkConfig} from "@lodestar/config";
import {mainnetChainConfig} from "@lodestar/config/networks";

const api = getClient({baseUrl: process.argv[2]}, {config: createChainForkConfig(mainnetChainConfig)});
const hex = (bytes) => "0x" + Buffer.from(bytes).toString("hex");

/** The first event of a kind; an error ends the program. */
function firstEvent(topic, ended) {
  return new Promise((resolve, reject) => {
    api.events.eventstream({
      topics: [topic],
      signal: ended.signal,
      onEvent: (event) => resolve(event.message),
      onError: reject,
    });
  });
}

const contract = (await api.config.getDepositContract()).value();
const spec = (await api.config.getSpec()).value();
const genesis = (await api.beacon.getGenesis()).value();
const version = (await api.node.getNodeVersion()).value();
const checkpoints = (await api.beacon.getStateFinalityCheckpoints({stateId: "head"})).value();
const finalized = (await api.beacon.getBlockHeader({blockId: hex(checkpoints.finalized.root)})).value();
const syncing = (await api.node.getSyncingStatus()).value();
const answer = await api.beacon.getBlockHeader({blockId: "head"});
const head = answer.value();
const ended = new AbortController();
const event = await firstEvent("head", ended);
ended.abort();

console.log(
  JSON.stringify({
    chainId: contract.chainId,
    secondsPerSlot: spec.SECONDS_PER_SLOT,
    genesisTime: genesis.genesisTime,
    version: version.version,
    finalizedEpoch: checkpoints.finalized.epoch,
    justifiedEpoch: checkpoints.currentJustified.epoch,
    finalizedSlot: finalized.header.message.slot,
    isSyncing: syncing.isSyncing,
    isOptimistic: syncing.isOptimistic,
    elOffline: syncing.elOffline,
    optimistic: answer.meta().executionOptimistic,
    root: hex(head.root),
    slot: head.header.message.slot,
    parentRoot: hex(head.header.message.parentRoot),
    eventSlot: event.slot,
    eventBlock: event.block,
  })
);
process.exit(0);
