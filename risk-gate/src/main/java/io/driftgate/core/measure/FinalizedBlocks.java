package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;

/**
 * A chain's finalized blocks, the newest {@value #REMEMBERED}, each higher than the one before; and
 * who contradicts them: whoever has another hash at such a height (semantics §5).
 */
final class FinalizedBlocks {
  static final int REMEMBERED = 64;

  private final Canonical reference;
  private final BlockRef[] refs = new BlockRef[REMEMBERED];
  private int count;

  /** A block that is known not to contradict, nor does any of its ancestors; null for none. */
  private Block proven;

  /**
   * Makes an empty list.
   *
   * @param reference the reference chain: what stands on it needs no second look
   */
  FinalizedBlocks(Canonical reference) {
    this.reference = reference;
  }

  void add(BlockRef ref) {
    refs[count % REMEMBERED] = ref;
    count++;
    if (proven != null && contradictsAbove(proven, ref.height() - 1)) {
      proven = null;
    }
  }

  private boolean contradictsAbove(Block head, long height) {
    int age = 0;
    for (Block b = head; b != null && b.height() > height; b = b.parent()) {
      age = ageAtOrBelow(b.height(), age);
      if (age < size() && differs(b, newest(age))) {
        return true;
      }
    }
    return false;
  }

  /** Ancestors became known that were not, so nothing is proven any more. */
  void linksLearnt() {
    proven = null;
  }

  int size() {
    return Math.min(count, REMEMBERED);
  }

  /** The newest is of age 0. */
  BlockRef newest(int age) {
    return refs[(count - 1 - age) % REMEMBERED];
  }

  /** The first not above a height, from one age on; {@link #size} if there is none. */
  private int ageAtOrBelow(long height, int fromAge) {
    int age = fromAge;
    while (age < size() && newest(age).height() > height) {
      age++;
    }
    return age;
  }

  private static boolean differs(Block block, BlockRef ref) {
    return block.height() == ref.height() && !block.hash().equals(ref.hash());
  }

  boolean contradictedBy(BlockRef reported) {
    int age = ageAtOrBelow(reported.height(), 0);
    return age < size()
        && newest(age).height() == reported.height()
        && !newest(age).hash().equals(reported.hash());
  }

  /** Whether the head, or a known ancestor, is another block at a finalized one's height. */
  boolean contradictedBy(Block head) {
    if (count == 0) {
      return false;
    }
    Block tip = reference.tip();
    if (tip != null && tip != proven && !walks(tip, false)) {
      proven = tip;
    }
    return walks(head, tip != null && tip == proven);
  }

  /**
   * Looks from a head downwards, as far as that is not proven or, if it is, the reference chain.
   */
  private boolean walks(Block head, boolean referenceIsProven) {
    int age = 0;
    Block block = head;
    while (block != null && block != proven && !(referenceIsProven && reference.contains(block))) {
      age = ageAtOrBelow(block.height(), age);
      if (age == size()) {
        return false;
      }
      if (differs(block, newest(age))) {
        return true;
      }
      block = block.parent();
    }
    return false;
  }
}
