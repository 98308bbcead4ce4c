package io.driftgate.feed.desk;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which chains and nodes somebody sees who sees some markets: what those markets' legs name. A leg
 * on a chain shows the chain and its nodes; one on a cluster shows the cluster's nodes; one on a
 * node shows that node.
 */
public final class Sight {
  /** Of whoever sees every market. */
  public static final Sight ALL = new Sight(true, Set.of());

  private final boolean all;
  private final Set<String> targets;

  private Sight(boolean all, Set<String> targets) {
    this.all = all;
    this.targets = targets;
  }

  /** Of whoever sees these markets and no others. */
  public static Sight of(MarketGlobs markets, List<MarketRow> rows) {
    if (markets.seesAll()) {
      return ALL;
    }
    Set<String> targets = new HashSet<>();
    rows.stream()
        .filter(row -> markets.sees(row.id().value()))
        .flatMap(row -> row.legs().stream())
        .forEach(leg -> targets.add(leg.target()));
    return new Sight(false, targets);
  }

  /** Whether everything is seen. */
  public boolean isAll() {
    return all;
  }

  /** Whether a chain is seen. */
  public boolean seesChain(ChainView chain) {
    return all || sees(namesOf(chain.id()));
  }

  /** Whether a node is seen. */
  public boolean seesNode(NodeView node) {
    return all || sees(namesOf(node));
  }

  /** Whether a subject with these names is seen. */
  public boolean sees(Collection<String> names) {
    return all || names.stream().anyMatch(targets::contains);
  }

  /** What legs may call a chain. */
  public static List<String> namesOf(ChainId chain) {
    return List.of("chain:" + chain.value());
  }

  /** What legs may call a node, or what it is part of. */
  public static List<String> namesOf(NodeView node) {
    return List.of(
        "chain:" + node.chain().value(), "cluster:" + node.cluster(), "node:" + node.id().value());
  }
}
