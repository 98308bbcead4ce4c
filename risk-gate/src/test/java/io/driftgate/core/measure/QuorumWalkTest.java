package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reference and leading head, against judging every block by everybody who vouches for it. */
class QuorumWalkTest {
  private static final Stamp NOW = new Stamp(5, 5);

  private final Map<NodeTracker, Head> shown = new HashMap<>();
  private final Map<Hash, Head> known = new HashMap<>();
  private ChainTracker chain;

  @Test
  void shouldFindWhatJudgingEveryBlockFinds() {
    int found = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      showRandomHeads(random);
      Optional<Head> reference = bruteReference();
      assertThat(headOf(chain.history().current())).as("seed " + seed).isEqualTo(reference);
      assertThat(headOf(walkedLeading())).as("seed " + seed).isEqualTo(bruteLeading());
      found += reference.isPresent() ? 1 : 0;
    }
    assertThat(found).as("quorums among the samples").isGreaterThan(500);
  }

  private static Optional<Head> headOf(Block block) {
    return Optional.ofNullable(block).map(Block::head);
  }

  private void showRandomHeads(Random random) {
    shown.clear();
    known.clear();
    chain = Trackers.of(plan(random), nodes(random));
    List<Head> tree = tree(random);
    for (int step = 0; step < 12; step++) {
      NodeTracker node = chain.nodes().get(random.nextInt(chain.nodes().size()));
      Head head = tree.get(random.nextInt(tree.size()));
      if (node.votes() && shown.containsKey(node)) {
        continue;
      }
      if (node.votes() && random.nextInt(8) == 0) {
        node.onFailure(invalidHeader(node));
      }
      chain.onHead(node, HeadObserved.pushed(node.plan().id(), NOW, head));
      chain.settle(NOW);
      shown.put(node, head);
      known.put(head.hash(), head);
    }
  }

  private static ProbeFailed invalidHeader(NodeTracker node) {
    return new ProbeFailed(node.plan().id(), Transport.PUSH, FailureKind.INVALID_HEADER, NOW, "");
  }

  private static ChainPlan plan(Random random) {
    List<Ratio> fractions = List.of(new Ratio(2, 3), new Ratio(51, 100), new Ratio(1, 1));
    QuorumPlan quorum =
        new QuorumPlan(
            fractions.get(random.nextInt(3)),
            1 + random.nextInt(3),
            1 + random.nextInt(2),
            1 + random.nextInt(2));
    return new ChainPlan(new ChainId("eth"), 1_000, quorum, 1_000, 1_000, false);
  }

  /** The last one watches; it links what the others show. */
  private static List<NodePlan> nodes(Random random) {
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int weight = i == 5 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 1 : 20);
      String family = random.nextInt(3) == 0 ? "" : "f" + random.nextInt(2);
      String operator = random.nextInt(3) == 0 ? "" : "o" + random.nextInt(2);
      nodes.add(
          new NodePlan(
              new NodeId("n" + i), new ChainId("eth"), "", operator, family, weight, 9_000, 0));
    }
    return nodes;
  }

  private static List<Head> tree(Random random) {
    List<Head> tree = new ArrayList<>();
    tree.add(new Head(100, Blocks.hash(0), Blocks.hash(-1), Hash.ZERO, 0));
    for (int number = 1; number < 8; number++) {
      Head parent = tree.get(Math.max(0, number - 1 - random.nextInt(2)));
      long height = parent.height() + 1 + (random.nextInt(6) == 0 ? 1 : 0);
      tree.add(
          new Head(
              height,
              Blocks.hash(number * (random.nextInt(9) - 4L) * 100 + number),
              parent.hash(),
              Hash.ZERO,
              0));
    }
    return tree;
  }

  private Optional<Head> bruteReference() {
    return known.values().stream().filter(this::hasQuorum).max(Comparator.comparing(Head::height));
  }

  private boolean hasQuorum(Head block) {
    List<NodePlan> vouchers = vouchers(block);
    QuorumPlan quorum = chain.plan().quorum();
    long weight = vouchers.stream().mapToLong(NodePlan::weight).sum();
    return weight * quorum.fraction().den()
            >= quorum.fraction().num() * chain.readout().configuredWeight()
        && vouchers.size() >= quorum.minNodes()
        && distinct(vouchers, node -> node.family())
            >= quorum.families() - (quorum.families() == 1 ? 1 : 0)
        && distinct(vouchers, node -> node.operator())
            >= quorum.operators() - (quorum.operators() == 1 ? 1 : 0);
  }

  private static long distinct(List<NodePlan> nodes, Function<NodePlan, String> name) {
    return nodes.stream().map(name).filter(n -> !n.isEmpty()).distinct().count();
  }

  private List<NodePlan> vouchers(Head block) {
    return shown.entrySet().stream()
        .filter(entry -> entry.getKey().votes() && entry.getKey().vouches())
        .filter(entry -> descends(entry.getValue(), block))
        .map(entry -> entry.getKey().plan())
        .toList();
  }

  private boolean descends(Head from, Head block) {
    Head head = from;
    while (head != null && !head.equals(block)) {
      head = known.get(head.parentHash());
    }
    return head != null;
  }

  private Block walkedLeading() {
    List<NodeTracker> voting =
        chain.nodes().stream().filter(n -> n.votes() && n.alive() && n.vouches()).toList();
    QuorumWalk walk =
        new QuorumWalk(
            new Quorum(
                chain.plan().quorum(), chain.nodes().stream().filter(n -> n.votes()).toList()));
    walk.run(
        voting.stream().map(NodeTracker::headBlock).filter(Objects::nonNull).distinct().toList());
    return walk.corroborated();
  }

  private Optional<Head> bruteLeading() {
    return known.values().stream()
        .filter(block -> vouchers(block).size() >= 2)
        .max(
            Comparator.comparing(Head::height)
                .thenComparing(block -> vouchers(block).stream().mapToInt(NodePlan::weight).sum())
                .thenComparing(Comparator.comparing(Head::hash).reversed()));
  }

  @Test
  void shouldWalkFromTheHighestHeightThereIsWithoutVisitingTheHeightsBetween() {
    ChainPlan plan = plan(new Random(1));
    List<NodePlan> nodes = nodes(new Random(1));
    chain = Trackers.of(plan, nodes);
    IntStream.range(0, 5)
        .forEach(
            i -> {
              long height = i == 0 ? Long.MAX_VALUE : 100;
              Head head = new Head(height, Blocks.hash(i), Blocks.hash(9), Hash.ZERO, 0);
              NodeTracker node = chain.nodes().get(i);
              chain.onHead(node, HeadObserved.pushed(node.plan().id(), NOW, head));
              chain.settle(NOW);
            });
    assertThat(chain.history().current()).isNull();
  }
}
