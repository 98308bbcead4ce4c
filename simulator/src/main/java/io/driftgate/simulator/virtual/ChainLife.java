package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.LivenessObserved;
import java.util.List;
import java.util.function.Function;

/** A chain's slots, forks and headers, and how blocks come to the nodes. */
final class ChainLife {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long FETCH_NANOS = 300 * NANOS_PER_MS;
  private static final int FETCHES_AT_ONCE = 8;

  private final VirtualChain chain;
  private final List<VirtualNode> nodes;
  private final List<NodeLife> lives;
  private final Timeline timeline;
  private final Collector collector;
  private final Dice dice;
  private boolean probeAlive = true;

  ChainLife(
      VirtualChain chain,
      List<VirtualNode> nodes,
      List<NodeLife> lives,
      Timeline timeline,
      Collector collector,
      Dice dice) {
    this.chain = chain;
    this.nodes = nodes;
    this.lives = lives;
    this.timeline = timeline;
    this.collector = collector;
    this.dice = dice;
  }

  void start(Function<ChainId, List<BlockRef>> missing, boolean fetches) {
    timeline.in(dice.between(0, chain.plan().blockTimeNanos()), this::slot);
    if (fetches) {
      timeline.in(FETCH_NANOS, () -> fetch(missing));
    }
    if (chain.habits().probed()) {
      timeline.in(3_000 * NANOS_PER_MS, this::probe);
    }
  }

  private void slot() {
    timeline.in(chain.plan().blockTimeNanos(), this::slot);
    for (VirtualBlock block : chain.onSlot(timeline.nowNanos())) {
      spread(block);
    }
  }

  private void spread(VirtualBlock block) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).camp() == block.branch()) {
        send(block, i, dice.tailed(20, 250) * NANOS_PER_MS);
      }
    }
  }

  private void send(VirtualBlock block, int index, long afterNanos) {
    timeline.in(
        afterNanos,
        () -> {
          if (nodes.get(index).arrive(block)) {
            lives.get(index).pushHead();
          }
        });
  }

  /** Some nodes follow a side branch for a while; then all follow the one that won. */
  void fork(long forNanos) {
    if (chain.forked()) {
      return;
    }
    int branch = chain.openFork(dice.oneIn(2) ? 0 : dice.below(4));
    int share = dice.below(90) + 10;
    nodes.stream().filter(node -> dice.percent(share)).forEach(node -> node.follow(branch));
    timeline.in(forNanos, this::join);
  }

  private void join() {
    VirtualBlock tip = chain.closeFork();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).camp() != tip.branch()) {
        nodes.get(i).follow(tip.branch());
        send(tip, i, dice.tailed(20, 800) * NANOS_PER_MS);
      }
    }
  }

  private void fetch(Function<ChainId, List<BlockRef>> missing) {
    timeline.in(FETCH_NANOS, () -> fetch(missing));
    List<BlockRef> wanted = missing.apply(chain.plan().id());
    for (int i = 0; i < Math.min(FETCHES_AT_ONCE, wanted.size()); i++) {
      VirtualBlock found = chain.find(wanted.get(i).hash());
      VirtualNode from = dice.pick(nodes);
      if (found != null && from.reachable()) {
        hand(found, from);
      }
    }
  }

  private void hand(VirtualBlock found, VirtualNode from) {
    collector.receive(
        from,
        timeline.nowNanos() + 2 * from.latencyNanos(),
        at -> new Input.Header(new HeaderFetched(from.profile().plan().id(), found.head(), at)));
  }

  private void probe() {
    timeline.in(3_000 * NANOS_PER_MS, this::probe);
    boolean alive = probeAlive;
    collector.tell(at -> new Input.Liveness(new LivenessObserved(chain.plan().id(), alive, at)));
  }

  void probeAnswers(boolean alive) {
    probeAlive = alive;
  }

  VirtualChain chain() {
    return chain;
  }

  List<VirtualNode> nodes() {
    return nodes;
  }

  List<NodeLife> lives() {
    return lives;
  }
}
