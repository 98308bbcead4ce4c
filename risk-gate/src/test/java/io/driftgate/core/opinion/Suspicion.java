package io.driftgate.core.opinion;

import io.driftgate.core.plan.ChainPlan;
import java.util.ArrayList;
import java.util.List;

/** Whether a node is too far, or too fast, ahead (semantics §4, SUSPECT). */
final class Suspicion {
  private static final long MIN_WINDOW_NANOS = 60_000_000_000L;
  private static final long MIN_WINDOW_BLOCKS = 32;
  private static final long MIN_DEFAULT_LEAD = 3;

  private record Led(long fromNanos, boolean byInput, Block block) {}

  private ChainPlan plan;
  private long maxLeadBlocks;
  private final List<Led> log = new ArrayList<>();

  /** Takes a plan, and the nodes of it; what led is remembered. */
  void becomes(ChainPlan newPlan, List<NodeHistory> nodes) {
    plan = newPlan;
    long slowest = 0;
    for (NodeHistory node : nodes) {
      if (node.plan.weight() > 0) {
        slowest = Math.max(slowest, node.plan.errorBarNanos());
      }
    }
    long arriving = -Math.floorDiv(-slowest, plan.blockTimeNanos());
    maxLeadBlocks =
        plan.maxLeadBlocks() == ChainPlan.DEFAULT_MAX_LEAD
            ? Math.max(MIN_DEFAULT_LEAD, arriving)
            : plan.maxLeadBlocks();
  }

  void leads(Block leading, long nowNanos, boolean byInput) {
    if (log.isEmpty() || log.get(log.size() - 1).block() != leading) {
      log.add(new Led(nowNanos, byInput, leading));
    }
  }

  boolean isFresh(Block leading, long nowNanos) {
    return leading != null
        && leading.firstSeen() != Block.NEVER
        && nowNanos - leading.firstSeen() <= 2 * plan.blockTimeNanos();
  }

  /** No further above the reference than {@code maxLead} and twice the block rate explain. */
  boolean isInReach(Block block, Block tip) {
    long age = Math.max(0, block.firstVote() - tip.firstVote());
    return block.height() - tip.height() <= maxLeadBlocks + 2 * age / plan.blockTimeNanos();
  }

  boolean suspects(Block head, Block leading, long nowNanos) {
    if (head == null || !isFresh(leading, nowNanos)) {
      return false;
    }
    return head.height() - leading.height() > maxLeadBlocks || isTooFast(head, nowNanos);
  }

  boolean isTooFast(Block head, long nowNanos) {
    Block then = leadingAt(windowStartNanos(nowNanos));
    if (then == null || !Features.on(Features.SUSPECT_BY_RATE)) {
      return false;
    }
    long risen = head.height() - then.height();
    return risen > 2 * windowNanos() / plan.blockTimeNanos();
  }

  private long windowNanos() {
    return Math.max(MIN_WINDOW_BLOCKS * plan.blockTimeNanos(), MIN_WINDOW_NANOS);
  }

  private long sliceNanos() {
    return windowNanos() / 10;
  }

  private long windowStartNanos(long nowNanos) {
    return (Math.floorDiv(nowNanos, sliceNanos()) - 9) * sliceNanos();
  }

  /** What led when a slice began, before that instant's inputs. */
  private Block leadingAt(long nanos) {
    Block found = null;
    for (Led led : log) {
      if (led.fromNanos() < nanos || (led.fromNanos() == nanos && !led.byInput())) {
        found = led.block();
      }
    }
    return found;
  }

  void instants(Block leading, Instants out) {
    if (leading != null && leading.firstSeen() != Block.NEVER) {
      out.addLonger(leading.firstSeen(), 2 * plan.blockTimeNanos());
    }
    out.addSlice(sliceNanos());
  }
}
