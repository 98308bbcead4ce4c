package io.driftgate.journal.recording;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import java.util.Optional;

/** What a recording's items mean. */
public final class Items {
  private Items() {}

  /** Whether it is what the core told, and not what it was told. */
  public static boolean isOutput(Object item) {
    return item instanceof GateSignal
        || item instanceof Opening
        || item instanceof Notice
        || item instanceof ShadowMoved;
  }

  /** Whether it is an input of the core. */
  public static boolean isInput(Object item) {
    return !isOutput(item) && !(item instanceof Gap) && !(item instanceof FileStart);
  }

  /** Hands an input to a core, as it was handed to the live one; anything else is left out. */
  public static void play(Object item, RiskGate gate) {
    if (item instanceof HeadObserved fact) {
      gate.onHead(fact);
    } else if (item instanceof Stamp now) {
      gate.onTick(now);
    } else if (item instanceof KeepAlive fact) {
      gate.onKeepAlive(fact);
    } else if (item instanceof ProbeFailed fact) {
      gate.onFailure(fact);
    } else if (item instanceof RollupObserved fact) {
      gate.onRollup(fact);
    } else if (item instanceof HeaderFetched fact) {
      gate.onHeader(fact);
    } else if (item instanceof LivenessObserved fact) {
      gate.onLiveness(fact);
    } else if (item instanceof PushChanged fact) {
      gate.onPush(fact);
    } else if (item instanceof ClientIdentified fact) {
      gate.onClient(fact);
    } else {
      playOrder(item, gate);
    }
  }

  private static void playOrder(Object item, RiskGate gate) {
    if (item instanceof Journalled fact) {
      gate.onJournalled(fact);
    } else if (item instanceof JournalChanged fact) {
      gate.onJournal(fact);
    } else if (item instanceof ProtectionChanged fact) {
      gate.onProtection(fact);
    } else if (item instanceof DrainOrder order) {
      gate.onDrain(order);
    } else if (item instanceof OverrideOrder order) {
      gate.onOverride(order);
    } else if (item instanceof PlanTaken taken) {
      gate.onPlan(taken.plan(), taken.at());
    } else if (item instanceof Shutdown stop) {
      gate.shutdown(stop.at());
    }
  }

  /** When an input came; empty for what is none. */
  public static Optional<Stamp> stampOf(Object item) {
    return Optional.ofNullable(isInput(item) ? stamp(item) : null);
  }

  private static Stamp stamp(Object item) {
    if (item instanceof HeadObserved fact) {
      return fact.received();
    }
    if (item instanceof Stamp now) {
      return now;
    }
    if (item instanceof KeepAlive fact) {
      return fact.received();
    }
    if (item instanceof ProbeFailed fact) {
      return fact.at();
    }
    if (item instanceof RollupObserved fact) {
      return fact.received();
    }
    if (item instanceof HeaderFetched fact) {
      return fact.received();
    }
    if (item instanceof LivenessObserved fact) {
      return fact.at();
    }
    if (item instanceof PushChanged fact) {
      return fact.at();
    }
    if (item instanceof ClientIdentified fact) {
      return fact.at();
    }
    return stampOfOrder(item);
  }

  private static Stamp stampOfOrder(Object item) {
    if (item instanceof Journalled fact) {
      return fact.at();
    }
    if (item instanceof JournalChanged fact) {
      return fact.at();
    }
    if (item instanceof ProtectionChanged fact) {
      return fact.at();
    }
    if (item instanceof DrainOrder order) {
      return order.at();
    }
    if (item instanceof OverrideOrder order) {
      return order.at();
    }
    if (item instanceof PlanTaken taken) {
      return taken.at();
    }
    return ((Shutdown) item).at();
  }
}
