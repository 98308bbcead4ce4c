package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.NodePlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What one random node tells: pushes or polls, silences, mistakes. */
final class OpinionNode {
  private static final long MS = OpinionFleet.MS;
  private static final long SECOND = 1_000 * MS;

  private final OpinionFleet fleet;
  private final NodeId id;
  private final ChainModel chain;
  private final Random random;
  private final boolean pushed;
  private final boolean finalizes;
  private final long delayNanos;
  private final long stampLagNanos;
  private final int rogueness;
  private final boolean verifies;
  private long branch;
  private boolean subscribed;

  OpinionNode(OpinionFleet fleet, NodePlan plan, ChainModel chain) {
    this.fleet = fleet;
    this.chain = chain;
    id = plan.id();
    random = fleet.random();
    pushed = random.nextInt(2) == 0;
    finalizes = random.nextInt(6) > 0;
    delayNanos = (20 + random.nextInt(250)) * MS;
    rogueness = random.nextInt(8);
    verifies = random.nextInt(4) > 0;
    boolean late = Features.on(Features.LATE_STAMPS) && random.nextInt(4) == 0;
    stampLagNanos = late ? random.nextInt(300) * MS : 0;
  }

  /** A life of polls and pushes. */
  void live() {
    long now = random.nextInt(1_500) * MS;
    if (random.nextInt(3) > 0) {
      String family = random.nextBoolean() ? "geth" : "reth";
      tell(now, "is " + family, (in, at) -> in.onClient(new ClientIdentified(id, family, at)));
    }
    while (now < fleet.untilNanos()) {
      now += turn(now);
    }
  }

  /** What is told now, and how long until the next. */
  private long turn(long now) {
    switch (random.nextInt(120)) {
      case 0 -> {
        return (long) (random.nextDouble() * 12 * SECOND);
      }
      case 1 -> fails(now);
      case 2 -> subscribes(now, !subscribed);
      case 3 -> shows(now, 0, EnumSet.of(NodeFlag.OPTIMISTIC), Verification.OFF);
      case 4 -> shows(now, 0, EnumSet.of(NodeFlag.SYNCING), Verification.OFF);
      case 5 -> lies(now);
      case 6 -> branch = fleet.isHonest() ? 0 : chain.otherBranch(now, random);
      case 7, 10, 11, 12, 13 -> rollup(now);
      case 8 -> mismatches(now);
      case 9 ->
          shows(
              now,
              Features.on(Features.JITTER) ? 1 + random.nextInt(2) : 0,
              Set.of(),
              verification(now));
      default -> shows(now, 0, Set.of(), verification(now));
    }
    if (random.nextInt(12) == 0) {
      branch = 0;
    }
    return pushed ? untilNextBlock(now) : (500 + random.nextInt(600)) * MS + random.nextInt(999);
  }

  private long untilNextBlock(long now) {
    if (random.nextInt(6) == 0) {
      tell(
          now + 200 * MS,
          "keepalive",
          (in, at) -> in.onKeepAlive(new KeepAlive(id, at.nanos() - 20 * MS, at)));
    }
    return Math.max(400 * MS, chain.nextBlockNanos(now) - now + delayNanos / 2)
        + random.nextInt(50_000_000);
  }

  private Verification verification(long now) {
    if (chain.isBeyondUs(now) && verifies) {
      return rogueness > 4 && !fleet.isHonest()
          ? Verification.MISMATCH
          : Verification.UNKNOWN_FIELDS;
    }
    return Features.on(Features.VERIFICATION) && verifies
        ? Verification.VERIFIED
        : Verification.OFF;
  }

  private void tell(long now, String text, Say say) {
    fleet.at(now, now - stampLagNanos, id + " " + text, (in, or, at) -> say.to(in, at));
  }

  /** Says something. */
  private interface Say {
    void to(io.driftgate.core.GateInputs in, Stamp at);
  }

  private void shows(long now, int lower, Set<NodeFlag> flags, Verification verification) {
    ChainModel.Tip tip = chain.tip(branch, now - delayNanos).down(lower);
    showGap(now, tip);
    show(now, tip.head(), tip, flags, verification);
  }

  /** There are no gaps, unless jumps are wanted: then headers are fetched, or links never known. */
  private void showGap(long now, ChainModel.Tip tip) {
    long fetchNanos = now;
    List<ChainModel.Tip> gap = chain.unshown(tip);
    boolean fetches = Features.on(Features.HEADERS) && random.nextInt(3) > 0;
    for (int i = gap.size() - 2; i >= 0 && fetches; i--) {
      fetchNanos += (1 + random.nextInt(400)) * MS;
      fetches(fetchNanos, gap.get(i));
    }
    for (ChainModel.Tip at : gap) {
      if (!Features.on(Features.UNLINKED)) {
        Head head = at.head();
        String text = "PUSH " + head.height() + ":" + Long.toHexString(head.hash().b()) + " gap";
        tell(now - MS, text, (in, stamp) -> in.onHead(HeadObserved.pushed(id, stamp, head)));
      }
    }
  }

  private void fetches(long now, ChainModel.Tip tip) {
    boolean lies = !fleet.isHonest() && random.nextInt(8) == 0;
    Head head = lies ? tip.withFalseHeader() : tip.head();
    tell(now, "header " + head.height(), (in, at) -> in.onHeader(new HeaderFetched(id, head, at)));
  }

  private void show(
      long now, Head head, ChainModel.Tip tip, Set<NodeFlag> flags, Verification verification) {
    boolean poll = !pushed || random.nextInt(5) == 0;
    long sent = poll ? now - stampLagNanos - (5 + random.nextInt(80)) * MS : now - stampLagNanos;
    Finality finality = poll && finalizes ? finality(tip) : Finality.NOT_ASKED;
    Transport transport = poll ? Transport.POLL : Transport.PUSH;
    String text =
        transport
            + " "
            + head.height()
            + ":"
            + Long.toHexString(head.hash().b())
            + " sent "
            + sent
            + " "
            + flags
            + " "
            + verification
            + " fin "
            + finality.finalized().height();
    tell(
        now,
        text,
        (in, at) ->
            in.onHead(
                new HeadObserved(id, transport, sent, at, head, finality, flags, verification)));
  }

  private Finality finality(ChainModel.Tip tip) {
    if (random.nextInt(40) == 0) {
      return Finality.of(BlockRef.NONE, BlockRef.NONE);
    }
    int depth = random.nextInt(60) == 0 ? 12 : 8;
    Head finalized = tip.down(depth).head();
    BlockRef ref = new BlockRef(finalized.height(), finalized.hash());
    return random.nextBoolean()
        ? Finality.of(ref, ref)
        : Finality.of(ref, ref, finalized.timestampMs());
  }

  private void fails(long now) {
    boolean invalid = isRogue(Features.VERIFICATION) && random.nextInt(6) == 0;
    FailureKind kind =
        invalid
            ? FailureKind.INVALID_HEADER
            : random.nextBoolean() ? FailureKind.TIMEOUT : FailureKind.RATE_LIMITED;
    tell(
        now,
        "fails " + kind,
        (in, at) -> in.onFailure(new ProbeFailed(id, Transport.POLL, kind, at, "")));
  }

  private void subscribes(long now, boolean trusted) {
    subscribed = trusted;
    tell(now, "push " + trusted, (in, at) -> in.onPush(new PushChanged(id, trusted, at)));
  }

  private boolean isRogue(Features feature) {
    return Features.on(feature) && !fleet.isHonest();
  }

  private void lies(long now) {
    ChainModel.Tip tip = chain.tip(branch, now - delayNanos);
    if (rogueness == 0 && !fleet.isHonest()) {
      show(
          now,
          tip.ahead(Features.on(Features.UNLINKED) ? 1 + random.nextInt(6) : 1),
          tip,
          Set.of(),
          Verification.OFF);
    } else if (rogueness == 1 && isRogue(Features.STATE_ROOTS)) {
      show(now, tip.withFalseHeader(), tip, Set.of(), Verification.OFF);
    } else if (rogueness == 2 && Features.on(Features.HEADERS)) {
      fetches(now, tip.down(1 + random.nextInt(3)));
    }
  }

  private void mismatches(long now) {
    if (isRogue(Features.VERIFICATION) && rogueness < 3) {
      boolean unknown = rogueness == 0;
      shows(now, 0, Set.of(), unknown ? Verification.UNKNOWN_FIELDS : Verification.MISMATCH);
    }
  }

  private void rollup(long now) {
    if (Features.on(Features.ROLLUPS)) {
      long originBlocks = lag(1);
      long originMs = lag(300);
      long batchBlocks = lag(1);
      long batchMs = lag(300);
      tell(
          now,
          "rollup " + originBlocks + " " + originMs + " " + batchBlocks + " " + batchMs,
          (in, at) ->
              in.onRollup(
                  new RollupObserved(id, at, originBlocks, originMs, batchBlocks, batchMs)));
    }
  }

  /** At times left out. */
  private long lag(long unit) {
    return random.nextInt(12) == 0 ? RollupObserved.UNSAID : random.nextInt(12) * unit;
  }
}
