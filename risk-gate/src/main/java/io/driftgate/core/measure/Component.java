package io.driftgate.core.measure;

/**
 * A connected component of the block tree: all blocks that known links have ever joined. Blocks of
 * two components have no common ancestor; those of one may have lost theirs since, when what lay
 * between them was forgotten. Spares walks along whole chains that never meet.
 */
final class Component {
  private Component into = this;

  /** From now on this and the other are one. */
  void join(Component other) {
    root().into = other.root();
  }

  /** Whether both are one. */
  boolean isJoinedTo(Component other) {
    return this == other || root() == other.root();
  }

  private Component root() {
    Component root = this;
    while (root.into != root) {
      root.into = root.into.into;
      root = root.into;
    }
    return root;
  }
}
