package io.driftgate.core.measure;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.signal.Notice;
import java.util.List;

/**
 * Who is not to be believed, by what others show (semantics §2, §4), and what people hear of it.
 */
final class Blame {
  private final ChainId chain;
  private final BlockTree tree;
  private final List<NodeTracker> nodes;
  private final Herald herald;
  private final VerificationSupport verification;

  Blame(ChainId chain, Quorum quorum, BlockTree tree, List<NodeTracker> nodes, Herald herald) {
    this.chain = chain;
    this.tree = tree;
    this.nodes = nodes;
    this.herald = herald;
    verification = new VerificationSupport(quorum);
  }

  VerificationSupport verification() {
    return verification;
  }

  /** A node that names what cannot be reproduced may complete a quorum that does. */
  void checkVerification(NodeTracker node) {
    if (node.doubt().isDoubted() && verification.beginsWith(node.headBlock())) {
      nodes.forEach(blamed -> blamed.forgive(Fault.MISMATCH));
      tree.proveAll();
      herald.tell(
          Notice.Kind.VERIFY_UNSUPPORTED,
          chain.value(),
          "a quorum names "
              + node.headBlock().hash()
              + ", which cannot be reproduced here;"
              + " headers are not verified until this version knows them");
    }
  }

  /** Weighs blocks that share a hash; who stands on one that is outweighed is CORRUPT. */
  void weighTwins(Heads heads) {
    Twins twins = tree.twins();
    boolean open = twins.any() && (heads.moved() || twins.unjudged());
    if (open && twins.judge(heads.blocks())) {
      for (NodeTracker node : nodes) {
        condemn(node);
      }
    }
  }

  private void condemn(NodeTracker node) {
    if (tree.twins().condemn(node.headBlock())) {
      node.corrupt(Fault.TWO_ROOTS);
      node.updateVote();
    }
  }

  void violated() {
    herald.tell(
        Notice.Kind.FINALITY_VIOLATION,
        chain.value(),
        "finality is violated: nodes contradict what a quorum finalized; see which are CORRUPT");
  }

  /** The reference rose to a block. */
  void rose(Block reference) {
    tree.twins().forgetBelow(reference.height());
    verification.rose(reference);
  }
}
