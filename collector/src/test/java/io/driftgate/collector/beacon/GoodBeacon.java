package io.driftgate.collector.beacon;

import io.driftgate.collector.GoodNode;
import io.driftgate.collector.Sight;
import io.driftgate.core.fact.Hash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A beacon node; a slot takes a second and an epoch four slots. */
public final class GoodBeacon implements GoodNode {
  private static final long SLOTS_PER_EPOCH = 4;
  private static final String ROOT = "/eth/v1/beacon/headers/0x";
  private static final Map<String, Hash> ROOTS = new ConcurrentHashMap<>();
  private static final Map<Hash, Place> PLACES = new ConcurrentHashMap<>();

  /** Where a block is. */
  private record Place(long slot, long fork) {}

  @Override
  public String answer(String target, String body, Sight sight) {
    if (target.startsWith(ROOT)) {
      Hash root = Hash.parse(target.substring(ROOT.length() - 2));
      Place place = PLACES.get(root);
      return place == null ? "" : header(place.slot(), place.fork(), sight);
    }
    return switch (target) {
      case "/eth/v1/config/deposit_contract" ->
          Documents.CONTRACT.replace(
              "\"chain_id\":\"1\"", "\"chain_id\":\"" + (sight.otherChain() ? 5 : 1) + "\"");
      case "/eth/v1/beacon/genesis" ->
          Documents.GENESIS.replace("1606824023", Long.toString(sight.seconds(0)));
      case "/eth/v1/config/spec" ->
          Documents.SPEC
              .replace("\"SECONDS_PER_SLOT\":\"12\"", "\"SECONDS_PER_SLOT\":\"1\"")
              .replace("\"SLOTS_PER_EPOCH\":\"32\"", "\"SLOTS_PER_EPOCH\":\"4\"");
      case "/eth/v1/node/version" -> Documents.VERSION;
      case "/eth/v1/node/syncing" ->
          sight.nothing()
              ? Documents.syncing(true, false, false)
                  .replace("\"sync_distance\":\"0\"", "\"sync_distance\":\"900\"")
              : Documents.SYNCED;
      case "/eth/v1/beacon/headers/head" -> header(sight.height(), sight.fork(), sight);
      default -> checkpoints(sight);
    };
  }

  private static String checkpoints(Sight sight) {
    if (sight.nothing()) {
      return Documents.checkpoints(0, Documents.root(0), 0, Documents.root(0));
    }
    long epoch = sight.finalized() / SLOTS_PER_EPOCH;
    String root = root(epoch * SLOTS_PER_EPOCH, sight.finalizedFork()).toString();
    return Documents.checkpoints(epoch, root, epoch, root);
  }

  @Override
  public String event(Sight sight) {
    return "event: head\ndata: {\"slot\":\""
        + sight.height()
        + "\",\"block\":\""
        + root(sight.height(), sight.fork())
        + "\",\"state\":\""
        + Documents.root(1)
        + "\",\"epoch_transition\":false,\"execution_optimistic\":false}\n\n";
  }

  @Override
  public String number(long height) {
    return "\"" + height + "\"";
  }

  private static String header(long slot, long fork, Sight sight) {
    String json =
        Documents.header(slot, root(slot, fork).toString(), "")
            .replace(Documents.root(slot), parent(slot, fork))
            .replace(Documents.root(2_000 + slot), body(slot, fork));
    return sight.stateForged()
        ? json.replace(Documents.root(1_000 + slot), Documents.root(77))
        : json;
  }

  private static Hash root(long slot, long branch) {
    long fork = Sight.forkAt(slot, branch);
    String key = slot + " " + fork;
    Hash known = ROOTS.get(key);
    if (known == null) {
      known =
          HashTreeRoot.of(
              slot,
              7,
              Hash.parse(parent(slot, fork)),
              Hash.parse(Documents.root(1_000 + slot)),
              Hash.parse(body(slot, fork)));
      ROOTS.put(key, known);
      PLACES.put(known, new Place(slot, fork));
    }
    return known;
  }

  private static String parent(long slot, long fork) {
    return Sight.isLinked(slot)
        ? root(slot - 1, fork).toString()
        : Documents.root(slot + 5_000_000);
  }

  private static String body(long slot, long fork) {
    return Documents.root(2_000_000 + slot + fork * 1_000_000);
  }
}
