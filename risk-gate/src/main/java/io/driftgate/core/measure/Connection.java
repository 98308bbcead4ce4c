package io.driftgate.core.measure;

/**
 * A set of blocks that known links have ever joined. Blocks of two sets have no common ancestor;
 * those of one may have lost theirs since, when what lay between them was forgotten. Spares walks
 * along whole chains that never meet.
 */
final class Connection {
  private Connection into = this;

  /** From now on this and the other are one set. */
  void join(Connection other) {
    root().into = other.root();
  }

  /** Whether both are one set. */
  boolean isJoinedTo(Connection other) {
    return this == other || root() == other.root();
  }

  private Connection root() {
    Connection root = this;
    while (root.into != root) {
      root.into = root.into.into;
      root = root.into;
    }
    return root;
  }
}
