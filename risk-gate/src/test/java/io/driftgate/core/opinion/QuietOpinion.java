package io.driftgate.core.opinion;

/** Since when a chain that may be silent is suspiciously so (definitions, Reference). */
final class QuietOpinion {
  private boolean probeFails;
  private long sinceNanos = Block.NEVER;

  void probed(boolean alive) {
    probeFails = !alive;
  }

  void judge(ChainOpinion chain) {
    boolean suspicious = probeFails || someNodeIsAhead(chain);
    if (!suspicious) {
      sinceNanos = Block.NEVER;
    } else if (sinceNanos == Block.NEVER) {
      sinceNanos = chain.nowNanos;
    }
  }

  private static boolean someNodeIsAhead(ChainOpinion chain) {
    Block reference = chain.reference.last;
    for (NodeOpinion node : chain.nodes) {
      if (reference != null
          && node.vouches(chain.nowNanos)
          && node.head(chain.nowNanos).height() > reference.height()) {
        return true;
      }
    }
    return false;
  }

  boolean isQuiet() {
    return sinceNanos == Block.NEVER;
  }

  long sinceNanos() {
    return sinceNanos;
  }
}
