package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Reference, SPLIT and finality on random trees and reports, against the slowest reading; up to
 * where the tree forgets a block, since what is known is another thing from there on.
 */
class AgreementTest {
  private static final int SEEDS = 1_500;

  private static final int STEPS = 25;
  private static final long STEP_NANOS = 1_000;
  private static final long GRACE_NANOS = 3_500;

  private final Map<NodeTracker, Set<BlockRef>> reports = new HashMap<>();
  private ChainTracker chain;
  private List<Head> tree;
  private long nowNanos;
  private int steps;
  private int torn;
  private int splits;
  private int finalized;
  private int corrupt;
  private int detached;
  private Optional<BlockRef> highest;
  private long tornSinceNanos;

  @Test
  void shouldJudgeAsJudgingEveryBlockByEverybodyDoes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      start(random);
      for (int step = 0; step < STEPS; step++) {
        nowNanos += STEP_NANOS;
        tell(random);
        chain.settle(new Stamp(nowNanos, 0));
        if (chain.tree().forgotten() > 0) {
          break;
        }
        steps++;
        check("seed " + seed + ", step " + step);
        chain.endStep();
      }
    }
    assertThat(steps).as("steps").isGreaterThan(10 * SEEDS);
    assertThat(torn).as("torn").isGreaterThan(SEEDS);
    assertThat(splits).as("splits").isGreaterThan(SEEDS / 10);
    assertThat(finalized).as("finalized").isGreaterThan(SEEDS / 10);
    assertThat(corrupt).as("corrupt").isGreaterThan(SEEDS / 10);
    assertThat(detached).as("detached").isGreaterThan(SEEDS / 10);
  }

  private void start(Random random) {
    reports.clear();
    nowNanos = 0;
    highest = Optional.empty();
    tornSinceNanos = Deadlines.NEVER;
    chain = Trackers.of(plan(random), nodes(random), new Deadlines());
    tree = tree(random);
  }

  private static ChainPlan plan(Random random) {
    List<Ratio> fractions = List.of(new Ratio(2, 3), new Ratio(51, 100), new Ratio(1, 1));
    boolean named = random.nextInt(3) == 0;
    QuorumPlan quorum =
        new QuorumPlan(
            fractions.get(random.nextInt(3)),
            1 + random.nextInt(3),
            named ? 1 + random.nextInt(2) : 1,
            named ? 1 + random.nextInt(2) : 1);
    return new ChainPlan(new ChainId("eth"), 1_000, quorum, GRACE_NANOS, 1_000, false);
  }

  /** The last one watches; it links what the others show. */
  private static List<NodePlan> nodes(Random random) {
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int weight = i == 5 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 1 : 4);
      String family = random.nextInt(3) == 0 ? "" : "f" + random.nextInt(2);
      String operator = random.nextInt(3) == 0 ? "" : "o" + random.nextInt(2);
      nodes.add(
          new NodePlan(
              new NodeId("n" + i), new ChainId("eth"), "", operator, family, weight, 7_000, 0));
    }
    return nodes;
  }

  private static List<Head> tree(Random random) {
    List<Head> tree = new ArrayList<>();
    tree.add(new Head(100, Blocks.hash(0), Blocks.hash(-1), Hash.ZERO, 0));
    for (int number = 1; number < 14; number++) {
      Head parent = tree.get(Math.max(0, number - 1 - random.nextInt(3)));
      long height = parent.height() + 1 + (random.nextInt(6) == 0 ? 1 : 0);
      Hash parentHash = random.nextInt(12) == 0 ? Blocks.hash(-1L - number) : parent.hash();
      tree.add(new Head(height, Blocks.hash(number), parentHash, Hash.ZERO, 0));
    }
    return tree;
  }

  private void tell(Random random) {
    NodeTracker node = chain.nodes().get(random.nextInt(chain.nodes().size()));
    if (random.nextInt(25) == 0) {
      Stamp at = new Stamp(nowNanos, 0);
      node.onFailure(
          new ProbeFailed(node.plan().id(), Transport.POLL, FailureKind.INVALID_HEADER, at, ""));
      return;
    }
    Head head = tree.get(random.nextInt(tree.size()));
    Finality finality = Finality.NOT_ASKED;
    if (random.nextInt(3) == 0) {
      Head final_ = tree.get(random.nextInt(tree.size()));
      BlockRef ref = new BlockRef(final_.height(), final_.hash());
      finality = Finality.of(ref, ref);
      reports.computeIfAbsent(node, n -> new HashSet<>()).add(ref);
    }
    chain.onHead(
        node,
        HeadObserved.polled(node.plan().id(), nowNanos, new Stamp(nowNanos, 0), head, finality));
  }

  private void check(String when) {
    Set<Block> known =
        tree.stream()
            .flatMap(head -> chain.tree().blocks(head.hash()).stream())
            .collect(Collectors.toSet());
    SlowJudgement slow = new SlowJudgement(chain, known, reports);
    checkReference(when, slow);
    checkSplit(when, slow);
    checkFinality(when, slow);
    detached += chain.finality().detached().top() < 0 ? 0 : 1;
  }

  private void checkReference(String when, SlowJudgement slow) {
    Optional<Long> reference =
        slow.vouched().entrySet().stream()
            .filter(entry -> slow.quorum(entry.getValue()))
            .map(entry -> entry.getKey().height())
            .max(Long::compare);
    assertThat(Optional.ofNullable(chain.history().current()).map(Block::height))
        .as(when)
        .isEqualTo(reference);
  }

  private void checkSplit(String when, SlowJudgement slow) {
    boolean isTorn = slow.isTorn();
    torn += isTorn ? 1 : 0;
    if (!isTorn) {
      tornSinceNanos = Deadlines.NEVER;
    } else if (tornSinceNanos == Deadlines.NEVER) {
      tornSinceNanos = nowNanos;
    }
    boolean split = isTorn && nowNanos - tornSinceNanos > GRACE_NANOS;
    splits += split ? 1 : 0;
    assertThat(chain.readout().isTorn()).as(when).isEqualTo(isTorn);
    assertThat(chain.readout().split()).as(when).isEqualTo(split);
  }

  private void checkFinality(String when, SlowJudgement slow) {
    Optional<BlockRef> now = slow.supported();
    if (now.isPresent() && (highest.isEmpty() || now.get().height() > highest.get().height())) {
      highest = now;
      finalized++;
    }
    if (highest.isPresent() && !corruptedInThisStep()) {
      assertThat(chain.readout().finalized()).as(when).isEqualTo(highest.get());
    }
    highest = Optional.of(chain.readout().finalized()).filter(BlockRef::isPresent);
    highest.ifPresent(ref -> chain.nodes().forEach(node -> checkContradiction(when, node, ref)));
  }

  /** Support is judged before what follows from it: who contradicts vouches no more. */
  private boolean corruptedInThisStep() {
    return chain.nodes().stream().anyMatch(node -> node.isCorruptBy(Fault.CONTRADICTION));
  }

  private void checkContradiction(String when, NodeTracker node, BlockRef ref) {
    List<Block> shown =
        Objects.isNull(node.headBlock()) ? List.of() : Blocks.ancestry(node.headBlock());
    boolean contradicts =
        shown.stream().anyMatch(b -> b.height() == ref.height() && !b.hash().equals(ref.hash()))
            || reports.getOrDefault(node, Set.of()).stream()
                .anyMatch(r -> r.height() == ref.height() && !r.hash().equals(ref.hash()));
    corrupt += contradicts ? 1 : 0;
    assertThat(node.isCorruptBy(Fault.CONTRADICTION) || !contradicts).as(when).isTrue();
  }
}
