package io.driftgate.collector.protocol;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What holds of whatever a parser makes of a stranger's bytes. */
public final class Promises {
  /** Those of which bytes can be guilty; the others are of connections. */
  private static final Set<FailureKind> KINDS =
      EnumSet.of(
          FailureKind.MALFORMED,
          FailureKind.RPC_ERROR,
          FailureKind.RATE_LIMITED,
          FailureKind.WRONG_CHAIN,
          FailureKind.NEVER_SYNCED,
          FailureKind.INVALID_HEADER);

  private static final Pattern FAMILY = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern TARGET = Pattern.compile("(/[a-zA-Z0-9/_]{1,120})?");
  private static final Pattern QUESTION = Pattern.compile("[ -~]{1,2000}");

  private Promises() {}

  /** Reads twice, each time from the beginning, and wants the same twice. */
  public static <T> T pure(Supplier<T> reading) {
    T once = reading.get();
    T again = reading.get();
    require(once.equals(again), "the same bytes read differently");
    return once;
  }

  /** Fails with these words. */
  public static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  static void check(Step step, Watched chain) {
    if (step instanceof Step.Failed failed) {
      check(failed.why(), chain);
    } else if (step instanceof Step.Ask ask) {
      require(TARGET.matcher(ask.next().target()).matches(), "another target");
      ask.next().body().ifPresent(Promises::checkQuestion);
    } else if (step instanceof Step.Said said) {
      check(said.words());
    }
  }

  static void check(Probe.HeaderStep step, BlockRef wanted, Watched chain) {
    if (step instanceof Probe.HeaderStep.Failed failed) {
      check(failed.why(), chain);
    } else if (step instanceof Probe.HeaderStep.Found found) {
      check(found.head());
      require(found.head().hash().equals(wanted.hash()), "another header than was asked for");
    }
  }

  /** Of a header whose hash was recomputed: height and parent are those that were hashed. */
  public static void requireLink(Probe.HeaderStep step, long height, Hash parentHash) {
    require(
        !(step instanceof Probe.HeaderStep.Found found)
            || (found.head().height() == height && found.head().parentHash().equals(parentHash)),
        "a link that was not hashed");
  }

  static void check(PushEvent event, Watched chain) {
    if (event instanceof PushEvent.Broken broken) {
      check(broken.why(), chain);
    } else if (event instanceof PushEvent.Send send) {
      checkQuestion(send.text());
    } else if (event instanceof PushEvent.NewHead head) {
      check(head.head());
    } else if (event instanceof PushEvent.Moved moved) {
      require(moved.height() >= -1, "a negative height");
    }
  }

  /** Of a refusal: its kind, and that its message has no word of the stranger's. */
  public static void check(Defect why, Watched chain) {
    require(KINDS.contains(why.kind()), "a kind that bytes are never guilty of");
    OurWords.check(why.message(), chain.chainId());
  }

  private static void checkQuestion(String json) {
    require(QUESTION.matcher(json).matches(), "a question of foreign bytes");
  }

  private static void check(NodeWords words) {
    check(words.head());
    check(words.finality(), words.head().height());
    words.family().ifPresent(name -> require(FAMILY.matcher(name).matches(), "a family's name"));
    words.rollup().ifPresent(Promises::check);
  }

  private static void check(Head head) {
    require(!head.hash().equals(Hash.ZERO), "a head without a hash");
    require(head.height() >= 0 && head.timestampMs() >= 0, "a negative height or time");
  }

  private static void check(Finality finality, long height) {
    BlockRef safe = finality.safe();
    BlockRef last = finality.finalized();
    check(safe);
    check(last);
    require(finality.asked(), "a poll that asked for no finality");
    require(safe.height() <= height && last.height() <= height, "safe or finalized above the head");
    require(!safe.isPresent() || last.height() <= safe.height(), "finalized above safe");
    require(finality.finalizedTimestampMs() >= -1, "a negative time");
    require(last.isPresent() || finality.finalizedTimestampMs() == -1, "a time of no block");
  }

  private static void check(BlockRef ref) {
    require(ref.isPresent() != ref.hash().equals(Hash.ZERO), "a height without a hash");
    require(ref.height() >= -1, "a negative height");
  }

  private static void check(BaseLag lag) {
    boolean said =
        lag.originLagBlocks() >= -1
            && lag.originLagMs() >= -1
            && lag.batchLagBlocks() >= -1
            && lag.batchLagMs() >= -1;
    require(said, "a negative lag");
  }
}
