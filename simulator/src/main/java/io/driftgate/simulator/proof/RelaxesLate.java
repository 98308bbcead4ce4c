package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers when each level was last seen asked for, in attentive steps and by signals, and counts
 * how often references have changed since: at least as often as they rose.
 */
final class RelaxesLate implements Invariant {
  /** When a level was last asked for, and how often each chain's reference had changed by then. */
  private record Asked(long atNanos, Map<ChainId, Long> changes) {}

  private final Demands demands;
  private final Map<MarketId, Map<Quotes, Asked>> quotes = new HashMap<>();
  private final Map<MarketId, Asked> pauses = new HashMap<>();
  private final Map<ChainId, Hash> references = new HashMap<>();
  private final Map<ChainId, Long> changes = new HashMap<>();
  private Map<ChainId, Long> changesBefore = Map.of();

  /** Demands as another invariant has worked them out in the same step. */
  RelaxesLate(Demands demands) {
    this.demands = demands;
  }

  @Override
  public String claim() {
    return "no relaxing before hold and blocks";
  }

  @Override
  public void onStart(Step step) {
    quotes.clear();
    pauses.clear();
    references.clear();
    changes.clear();
    step.plan().chains().forEach(chain -> changes.put(chain.id(), 0L));
    changesBefore = Map.copyOf(changes);
  }

  @Override
  public void onPlan(Step step) {
    step.plan().chains().forEach(chain -> changes.putIfAbsent(chain.id(), 0L));
  }

  @Override
  public Optional<String> check(Step step) {
    if (step.attentive()) {
      changesBefore = Map.copyOf(changes);
    }
    for (ChainPlan chain : step.plan().chains()) {
      Hash reference = step.chain(chain.id()).reference().map(h -> h.hash()).orElse(Hash.ZERO);
      if (!reference.equals(references.put(chain.id(), reference))) {
        changes.merge(chain.id(), 1L, Long::sum);
      }
    }
    for (GateSignal signal : step.signals()) {
      Optional<String> wrong = judge(signal, step);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    if (step.attentive()) {
      note(step);
    }
    return Optional.empty();
  }

  private Optional<String> judge(GateSignal signal, Step step) {
    Optional<MarketPlan> market =
        step.plan().markets().stream().filter(m -> m.id().equals(signal.market())).findFirst();
    if (market.isEmpty()) {
      return Optional.empty();
    }
    Map<Quotes, Asked> asked = quotes.computeIfAbsent(signal.market(), id -> new HashMap<>());
    Optional<String> wrong = Optional.empty();
    int direction = signal.quotesTo().compareTo(signal.quotesFrom());
    if (direction < 0) {
      wrong = early(signal, market.get(), asked.get(signal.quotesFrom()), 0, step);
    }
    if (direction != 0) {
      // A run that begins with this step may count this step's rise.
      asked.put(signal.quotesTo(), new Asked(step.nowNanos(), changesBefore));
    }
    int resumes = signal.liquidationsTo().compareTo(signal.liquidationsFrom());
    if (resumes < 0 && wrong.isEmpty()) {
      long grace =
          recoveries(market.get()).stream()
              .mapToLong(RecoveryPlan::liquidationGraceNanos)
              .max()
              .orElse(0);
      wrong = early(signal, market.get(), pauses.get(signal.market()), grace, step);
    }
    return wrong;
  }

  private static List<RecoveryPlan> recoveries(MarketPlan market) {
    return market.legs().stream().map(leg -> leg.policy().recovery()).toList();
  }

  private Optional<String> early(
      GateSignal signal, MarketPlan market, Asked asked, long graceNanos, Step step) {
    if (asked == null) {
      return Optional.empty();
    }
    long hold =
        recoveries(market).stream().mapToLong(RecoveryPlan::holdNanos).max().orElse(0) + graceNanos;
    long blocks = recoveries(market).stream().mapToInt(RecoveryPlan::blocks).max().orElse(0);
    if (step.nowNanos() - asked.atNanos < hold) {
      return Optional.of(signal + " comes before the hold of " + hold + " since " + asked);
    }
    for (MarketPlan.Leg leg : market.legs()) {
      ChainId chain = Demand.chainOf(leg.target(), step.plan());
      if (changes.get(chain) - asked.changes.getOrDefault(chain, 0L) < blocks) {
        return Optional.of(signal + " comes before " + blocks + " blocks since " + asked);
      }
    }
    return Optional.empty();
  }

  private void note(Step step) {
    Asked now = new Asked(step.nowNanos(), Map.copyOf(changes));
    for (MarketPlan market : step.plan().markets()) {
      Demand demand = demands.of(market);
      Map<Quotes, Asked> asked = quotes.computeIfAbsent(market.id(), id -> new HashMap<>());
      if (demand.widen()) {
        asked.put(Quotes.WIDEN, now);
      }
      if (demand.quotes() == Quotes.WITHDRAW) {
        asked.put(Quotes.WITHDRAW, now);
      }
      if (demand.liquidations() == Liquidations.PAUSED) {
        pauses.put(market.id(), now);
      }
    }
  }
}
