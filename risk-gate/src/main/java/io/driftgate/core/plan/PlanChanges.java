package io.driftgate.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a new plan would let pass that the old one does not: told before it is accepted (semantics
 * §6.8). Paths count in the new plan, and in the old one for what is gone ({@code was …}).
 *
 * <p>What is only stricter is not told. Where it cannot be known which it is, as with weights, it
 * is.
 */
public final class PlanChanges {
  private final Loosenings found = new Loosenings();

  private PlanChanges() {}

  /** One sentence for each loosening, beginning with its path; empty for none. */
  public static List<String> loosened(FleetPlan before, FleetPlan after) {
    PlanChanges changes = new PlanChanges();
    changes.chains(before, after);
    changes.nodes(before, after);
    changes.markets(before, after);
    return changes.found.sentences();
  }

  private void chains(FleetPlan before, FleetPlan after) {
    PlanScopes old = new PlanScopes(before);
    for (int i = 0; i < after.chains().size(); i++) {
      ChainPlan chain = after.chains().get(i);
      String path = "chains[" + i + "]";
      old.chainOf(chain.id()).ifPresent(was -> chain(path, was, chain));
    }
  }

  private void chain(String path, ChainPlan was, ChainPlan is) {
    QuorumPlan old = was.quorum();
    QuorumPlan quorum = is.quorum();
    found.lowered(path + ".quorum.fraction", old.fraction(), quorum.fraction());
    found.lowered(path + ".quorum.minNodes", old.minNodes(), quorum.minNodes());
    found.lowered(path + ".quorum.families", old.families(), quorum.families());
    found.lowered(path + ".quorum.operators", old.operators(), quorum.operators());
    found.lengthened(path + ".blockTime", was.blockTimeNanos(), is.blockTimeNanos());
    found.lengthened(path + ".divergence.grace", was.graceNanos(), is.graceNanos());
    found.lengthened(path + ".sync.tolerance", was.toleranceNanos(), is.toleranceNanos());
    found.changed(path + ".maxLead", was.maxLeadBlocks(), is.maxLeadBlocks());
    if (is.quietLegal() && !was.quietLegal()) {
      found.add(path + ".quiet", "the chain may be silent from now on");
    }
  }

  private void nodes(FleetPlan before, FleetPlan after) {
    PlanScopes old = new PlanScopes(before);
    for (int i = 0; i < after.nodes().size(); i++) {
      NodePlan node = after.nodes().get(i);
      String path = "nodes[" + i + "]";
      Optional<NodePlan> was = old.nodeOf(node.id());
      if (was.isPresent()) {
        node(path, was.get(), node);
      } else if (old.chainOf(node.chain()).isPresent() && node.weight() > 0) {
        found.add(path, node.id() + " is new and has a vote of weight " + node.weight());
      }
    }
    PlanScopes now = new PlanScopes(after);
    for (int i = 0; i < before.nodes().size(); i++) {
      NodePlan node = before.nodes().get(i);
      if (now.nodeOf(node.id()).isEmpty() && now.chainOf(node.chain()).isPresent()) {
        found.add("was nodes[" + i + "]", node.id() + " is gone from every quorum and cluster");
      }
    }
  }

  private void node(String path, NodePlan was, NodePlan is) {
    found.changed(path + ".weight", was.weight(), is.weight());
    found.changed(path + ".chain", was.chain(), is.chain());
    found.changed(path + ".cluster", was.cluster(), is.cluster());
    found.changed(path + ".operator", was.operator(), is.operator());
    found.changed(path + ".family", was.family(), is.family());
    found.lengthened(path + ".liveness", was.livenessNanos(), is.livenessNanos());
  }

  private void markets(FleetPlan before, FleetPlan after) {
    PlanScopes now = new PlanScopes(after);
    for (int i = 0; i < before.markets().size(); i++) {
      MarketPlan was = before.markets().get(i);
      Optional<MarketPlan> is = now.marketOf(was.id());
      if (is.isPresent()) {
        String path = "markets[" + after.markets().indexOf(is.get()) + "]";
        new MarketChanges(path, was, is.get(), found).find();
      } else {
        found.add("was markets[" + i + "]", was.id() + " is gone, and withdrawn for good");
      }
    }
  }

  /** Sentences, in the order in which they were found. */
  static final class Loosenings {
    private final List<String> sentences = new ArrayList<>();

    void add(String path, String what) {
      sentences.add(path + ": " + what);
    }

    void lowered(String path, long was, long is) {
      if (is < was) {
        add(path, "lowered from " + was + " to " + is);
      }
    }

    void lowered(String path, Ratio was, Ratio is) {
      if (is.compareTo(was) < 0) {
        add(path, "lowered from " + was + " to " + is);
      }
    }

    void lengthened(String path, long wasNanos, long isNanos) {
      if (isNanos > wasNanos) {
        add(path, "lengthened from " + ms(wasNanos) + " to " + ms(isNanos));
      }
    }

    void shortened(String path, long wasNanos, long isNanos) {
      if (isNanos < wasNanos) {
        add(path, "shortened from " + ms(wasNanos) + " to " + ms(isNanos));
      }
    }

    void changed(String path, Object was, Object is) {
      if (!Objects.equals(was, is)) {
        add(path, "changed from '" + was + "' to '" + is + "'");
      }
    }

    static String ms(long nanos) {
      return nanos == Long.MAX_VALUE ? "never" : nanos / Unit.MS.inside() + "ms";
    }

    List<String> sentences() {
      return List.copyOf(sentences);
    }
  }
}
