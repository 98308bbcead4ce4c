package io.driftgate.core.plan;

import java.util.HashSet;
import java.util.Set;

/**
 * Counts voters until they satisfy a chain's quorum rule (semantics §3): weight of all that is
 * configured, nodes, distinct families and operators.
 *
 * <p>An empty name is nobody's. Who asks what could still be reached gives unnamed voters a name of
 * their own, see {@link NodePlan#familyOrItself()}.
 */
public final class Quorate {
  private final QuorumPlan quorum;
  private final Set<String> families = new HashSet<>();
  private final Set<String> operators = new HashSet<>();
  private long configuredWeight;
  private long weight;
  private int nodes;

  public Quorate(QuorumPlan quorum) {
    this.quorum = quorum;
  }

  /** Counts anew. */
  public Quorate outOf(long newConfiguredWeight) {
    configuredWeight = newConfiguredWeight;
    weight = 0;
    nodes = 0;
    families.clear();
    operators.clear();
    return this;
  }

  /** One more voter. */
  public void add(long itsWeight, String family, String operator) {
    weight += itsWeight;
    nodes++;
    note(quorum.families(), families, family);
    note(quorum.operators(), operators, operator);
  }

  /** Names are kept where somebody counts them. */
  private static void note(int wanted, Set<String> names, String name) {
    if (wanted > 1 && !name.isEmpty()) {
      names.add(name);
    }
  }

  /** Whether those added satisfy the rule. */
  public boolean reached() {
    return nodes >= quorum.minNodes()
        && quorum.fraction().reachedBy(weight, configuredWeight)
        && (quorum.families() <= 1 || families.size() >= quorum.families())
        && (quorum.operators() <= 1 || operators.size() >= quorum.operators());
  }
}
