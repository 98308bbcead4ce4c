package io.driftgate.core.opinion;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A chain of blocks at random instants, with other branches that part from it. */
final class ChainModel {
  private static final long FIRST_HEIGHT = 1_000;

  /** Before, a branch might part from blocks that nobody ever showed. */
  private static final long SETTLED_NANOS = 10_000_000_000L;

  private static final double HURRY = 0.3;

  /** Hashes differ in many bits, as true ones do: hash tables rely on that. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final int number;
  private long hurriesAbove;
  private final List<Long> bornNanos = new ArrayList<>();
  private final Set<Hash> shown = new HashSet<>();
  private final List<Fork> forks = new ArrayList<>();

  /** For a while its hashes are made in a way that is not known yet. */
  private final long changesNanos;

  private final long learntNanos;

  /** Above {@code parting} a branch has blocks of its own. */
  private record Fork(long branch, long parting) {}

  ChainModel(Random random, int number, long blockTimeNanos, long untilNanos) {
    this.number = number;
    long at = -20 * blockTimeNanos;
    long hurries = Features.on(Features.SUSPECT_BY_RATE) ? hurry(random, untilNanos) : untilNanos;
    changesNanos = random.nextInt(3) == 0 ? random.nextInt(90) * 1_000_000_000L : untilNanos;
    learntNanos = changesNanos + random.nextInt(20) * 1_000_000_000L;
    while (at < untilNanos) {
      bornNanos.add(at);
      double pace = at < hurries ? 1 : HURRY;
      hurriesAbove = at < hurries ? FIRST_HEIGHT + bornNanos.size() : hurriesAbove;
      at += (long) (pace * blockTimeNanos * (0.7 + 0.6 * random.nextDouble()));
      if (at > 0 && random.nextInt(40) == 0) {
        at += (long) (8 * blockTimeNanos * random.nextDouble());
      }
    }
  }

  /** From when a chain of some fleets makes blocks much too fast. */
  private static long hurry(Random random, long untilNanos) {
    return random.nextInt(4) == 0 ? random.nextInt(30) * 1_000_000_000L : untilNanos;
  }

  /** Whether nobody here can reproduce its hashes. */
  boolean isBeyondUs(long nanos) {
    return Features.on(Features.VERIFICATION) && nanos >= changesNanos && nanos < learntNanos;
  }

  private long heightAt(long nanos) {
    int count = 0;
    while (count < bornNanos.size() && bornNanos.get(count) <= nanos) {
      count++;
    }
    return FIRST_HEIGHT + count;
  }

  long nextBlockNanos(long nanos) {
    int next = (int) (heightAt(nanos) - FIRST_HEIGHT);
    return next < bornNanos.size() ? bornNanos.get(next) : nanos + 1_000_000_000L;
  }

  /** A branch that others follow, too, or a new one. */
  long otherBranch(long nowNanos, Random random) {
    if (nowNanos < SETTLED_NANOS) {
      return 0;
    }
    if (!forks.isEmpty() && random.nextInt(4) > 0) {
      return forks.get(forks.size() - 1).branch();
    }
    long parting = heightAt(nowNanos) - 1 - random.nextInt(4);
    forks.add(new Fork(forks.size() + 1L, parting));
    return forks.size();
  }

  /** Blocks of a branch under a tip that nobody was told of, lowest first; told of from now on. */
  List<Tip> unshown(Tip tip) {
    List<Tip> found = new ArrayList<>();
    long height = tip.height;
    while (hasGaps(tip.branch, height) && shown.add(hash(tip.branch, height))) {
      found.add(0, new Tip(tip.branch, height));
      height--;
    }
    return found;
  }

  /** Where few or slow nodes would leave out blocks. */
  private boolean hasGaps(long branch, long height) {
    return branchAt(branch, height) > 0 || height > hurriesAbove;
  }

  Tip tip(long branch, long nanos) {
    return new Tip(branch, heightAt(nanos));
  }

  private long branchAt(long branch, long height) {
    return branch > 0 && height > forks.get((int) branch - 1).parting() ? branch : 0;
  }

  private Hash hash(long branch, long height) {
    return new Hash(height, branchAt(branch, height), number, height * SPREAD);
  }

  /** A block, and all that it stands on. */
  final class Tip {
    private final long branch;
    private final long height;

    private Tip(long branch, long height) {
      this.branch = branch;
      this.height = height;
    }

    Tip down(long blocks) {
      return new Tip(branch, height - blocks);
    }

    Head head() {
      return headWith(hash(branch, height), new Hash(height, branchAt(branch, height), 2, 2));
    }

    private Head headWith(Hash hash, Hash root) {
      int born = (int) Math.min(bornNanos.size() - 1L, height - FIRST_HEIGHT - 1);
      long ms = OpinionFleet.WALL_MS + bornNanos.get(Math.max(0, born)) / 1_000_000;
      return new Head(height, hash, hash(branch, height - 1), root, ms);
    }

    /** Of the same hash, and yet another block: by its state root, its parent or its timestamp. */
    Head withFalseHeader() {
      Head head = head();
      boolean otherRoot = height % 3 == 0;
      return new Head(
          height,
          head.hash(),
          height % 3 == 1 ? hash(branch, height - 3) : head.parentHash(),
          otherRoot ? new Hash(height, branchAt(branch, height), 3, 3) : head.stateRoot(),
          height % 3 == 2 ? head.timestampMs() + 60_000 : head.timestampMs());
    }

    /** A block that does not exist, above one that does not either unless it is the next. */
    Head ahead(long blocks) {
      return new Head(
          height + blocks,
          new Hash(height + blocks, 666, number, 1),
          hash(branch, height + blocks - 1),
          Hash.ZERO,
          OpinionFleet.WALL_MS);
    }
  }
}
