package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that happens to a gate, from a seed: pulled one delivery at a time. The same seed, fleet and
 * temper, and the same answers about missing headers, give the same deliveries.
 */
public final class World {
  private static final int REGIONS = 4;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long ORIGIN_WALL_MS = 1_750_000_000_000L;

  private final Timeline timeline;
  private final Collector collector;
  private final Stamp start;
  private final long endNanos;

  /**
   * Makes a world in which nothing has happened yet.
   *
   * @param lengthNanos how long it lasts, in virtual time
   * @param missing asks a gate which headers it misses
   */
  public World(
      long seed,
      Fleet fleet,
      Temper temper,
      long lengthNanos,
      Function<ChainId, List<BlockRef>> missing) {
    Dice dice = new Dice(seed).fork(2);
    long originNanos = origin(dice, temper.gridNanos());
    timeline = new Timeline(originNanos);
    // Wall time = this + monotonic time, so that wherever that begins the date is the same.
    long wallMs = ORIGIN_WALL_MS - Math.floorDiv(originNanos, NANOS_PER_MS);
    collector = new Collector(timeline, dice.fork(1), wallMs, REGIONS, temper.gridNanos());
    start = collector.stamp(0, originNanos);
    endNanos = originNanos + lengthNanos;
    List<ChainLife> chains = chains(fleet, dice, wallMs);
    boolean fetches = fleet.features().contains(Feature.HEADERS) && !dice.oneIn(4);
    chains.forEach(chain -> chain.start(missing, fetches));
    chains.forEach(chain -> chain.lives().forEach(NodeLife::start));
    new Troubles(chains, timeline, dice.fork(3), temper, fleet.features()).start();
    new Orders(fleet, timeline, collector, dice.fork(4), temper).start();
  }

  /** A monotonic clock may begin anywhere, below zero too. */
  private static long origin(Dice dice, long gridNanos) {
    return switch (dice.below(3)) {
      case 0 -> 0;
      case 1 -> -dice.between(1, 1_000_000) * gridNanos;
      default -> dice.between(1, 1_000_000_000) * gridNanos;
    };
  }

  private List<ChainLife> chains(Fleet fleet, Dice dice, long wallMs) {
    List<ChainLife> chains = new ArrayList<>();
    for (int i = 0; i < fleet.chains().size(); i++) {
      VirtualChain chain =
          new VirtualChain(fleet.chains().get(i), fleet.habits().get(i), dice.fork(10 + i), wallMs);
      List<VirtualNode> nodes = nodes(fleet, chain, dice);
      List<NodeLife> lives =
          nodes.stream().map(node -> new NodeLife(node, timeline, collector)).toList();
      chains.add(new ChainLife(chain, nodes, lives, timeline, collector, dice.fork(20 + i)));
    }
    return chains;
  }

  private static List<VirtualNode> nodes(Fleet fleet, VirtualChain chain, Dice dice) {
    List<VirtualNode> nodes = new ArrayList<>();
    for (int i = 0; i < fleet.profiles().size(); i++) {
      NodeProfile profile = fleet.profiles().get(i);
      if (profile.plan().chain().equals(chain.plan().id())) {
        nodes.add(new VirtualNode(profile, chain, dice.fork(100 + i)));
      }
    }
    return nodes;
  }

  /** When a gate starts. */
  public Stamp start() {
    return start;
  }

  /** The instant at which it ends. */
  public long endNanos() {
    return endNanos;
  }

  /** The next thing that reaches the gate; empty when the world has ended. */
  public Optional<Delivery> next() {
    Delivery ready = collector.next();
    while (ready == null && timeline.advance(endNanos)) {
      ready = collector.next();
    }
    return Optional.ofNullable(ready);
  }
}
