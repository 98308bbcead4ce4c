package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Vouching, quorum, SPLIT and finality, set by set as docs/decisions/definitions.md says them. */
final class SlowJudgement {
  private final ChainTracker chain;
  private final Collection<Block> known;
  private final Map<NodeTracker, Set<BlockRef>> reports;

  SlowJudgement(
      ChainTracker chain, Collection<Block> known, Map<NodeTracker, Set<BlockRef>> reports) {
    this.chain = chain;
    this.known = known;
    this.reports = reports;
  }

  List<NodeTracker> voters() {
    return chain.nodes().stream().filter(NodeTracker::votes).toList();
  }

  private Set<Block> vouchedBy(NodeTracker voter) {
    Set<Block> blocks = new HashSet<>();
    if (voter.vouches()) {
      blocks.addAll(Blocks.ancestry(voter.headBlock()));
      for (BlockRef ref : reports.getOrDefault(voter, Set.of())) {
        known.stream()
            .filter(block -> block.ref().equals(ref))
            .forEach(block -> blocks.addAll(Blocks.ancestry(block)));
      }
    }
    return blocks;
  }

  /** Every block that is vouched for, with who does. */
  Map<Block, Set<NodeTracker>> vouched() {
    Map<Block, Set<NodeTracker>> vouched = new LinkedHashMap<>();
    for (NodeTracker voter : voters()) {
      for (Block block : vouchedBy(voter)) {
        vouched.computeIfAbsent(block, b -> new HashSet<>()).add(voter);
      }
    }
    return vouched;
  }

  static boolean conflict(Block a, Block b) {
    if (a == b) {
      return false;
    }
    if (a.height() == b.height()) {
      return true;
    }
    List<Block> ofA = Blocks.ancestry(a);
    List<Block> ofB = Blocks.ancestry(b);
    boolean common = ofA.stream().anyMatch(ofB::contains);
    return common && !ofA.contains(b) && !ofB.contains(a);
  }

  boolean quorum(Collection<NodeTracker> nodes) {
    return satisfies(nodes, false);
  }

  private boolean satisfies(Collection<NodeTracker> nodes, boolean unknownCount) {
    QuorumPlan quorum = chain.plan().quorum();
    long weight = nodes.stream().mapToLong(node -> node.plan().weight()).sum();
    long all = voters().stream().mapToLong(node -> node.plan().weight()).sum();
    return weight * quorum.fraction().den() >= quorum.fraction().num() * all
        && nodes.size() >= quorum.minNodes()
        && (quorum.families() <= 1
            || names(nodes, NodePlan::family, unknownCount) >= quorum.families())
        && (quorum.operators() <= 1
            || names(nodes, NodePlan::operator, unknownCount) >= quorum.operators());
  }

  private static long names(
      Collection<NodeTracker> nodes, Function<NodePlan, String> name, boolean unknownCount) {
    List<String> names = nodes.stream().map(node -> name.apply(node.plan())).toList();
    long unknown = names.stream().filter(String::isEmpty).count();
    long distinct = names.stream().filter(n -> !n.isEmpty()).distinct().count();
    return distinct + (unknownCount ? unknown : 0);
  }

  boolean isTorn() {
    Map<Block, Set<NodeTracker>> vouched = vouched();
    Map<Block, Boolean> reach =
        vouched.keySet().stream()
            .collect(Collectors.toMap(block -> block, b -> withinReach(b, vouched)));
    return vouched.keySet().stream()
        .anyMatch(
            b -> {
              List<Block> rivals = vouched.keySet().stream().filter(c -> conflict(b, c)).toList();
              return !rivals.isEmpty() && !reach.get(b) && rivals.stream().noneMatch(reach::get);
            });
  }

  private boolean withinReach(Block block, Map<Block, Set<NodeTracker>> vouched) {
    List<NodeTracker> rest = new ArrayList<>(voters());
    vouched.forEach(
        (other, by) -> {
          if (conflict(block, other)) {
            rest.removeAll(by);
          }
        });
    return satisfies(rest, true);
  }

  /** Of the blocks that voters reported, the highest that a quorum supports now. */
  Optional<BlockRef> supported() {
    return voters().stream()
        .flatMap(voter -> reports.getOrDefault(voter, Set.of()).stream())
        .filter(ref -> quorum(voters().stream().filter(voter -> supports(voter, ref)).toList()))
        .max((a, b) -> Long.compare(a.height(), b.height()));
  }

  private boolean supports(NodeTracker voter, BlockRef ref) {
    Set<BlockRef> said = reports.getOrDefault(voter, Set.of());
    if (!voter.vouches() || said.isEmpty()) {
      return false;
    }
    long top = said.stream().mapToLong(BlockRef::height).max().orElseThrow();
    return said.contains(ref)
        || (top >= ref.height() && descends(voter.headBlock(), ref))
        || known.stream().anyMatch(b -> said.contains(b.ref()) && descends(b, ref));
  }

  private static boolean descends(Block block, BlockRef from) {
    return Blocks.ancestry(block).stream().skip(1).anyMatch(b -> b.ref().equals(from));
  }
}
