package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers when each level was last asked for, and how often references rose since. */
final class RelaxationWatch {
  private final FleetPlan plan;
  private final GateView gate;
  private final Referee referee;
  private final Map<String, Long> lastAskedNanos = new HashMap<>();
  private final Map<String, Map<ChainId, Long>> risesThen = new HashMap<>();
  private final Map<ChainId, Long> rises = new HashMap<>();
  private final Map<ChainId, Hash> references = new HashMap<>();
  private int relaxations;

  RelaxationWatch(FleetPlan plan, GateView gate, Referee referee) {
    this.plan = plan;
    this.gate = gate;
    this.referee = referee;
  }

  void step(long nowNanos) {
    referee.look();
    gate.chains().forEach(this::countRise);
    for (MarketPlan market : plan.markets()) {
      Referee.Asked asked = referee.asked(market, nowNanos);
      note(market.id(), Quotes.WIDEN.name(), asked.quotes() != Quotes.OPEN, nowNanos);
      note(market.id(), Quotes.WITHDRAW.name(), asked.quotes() == Quotes.WITHDRAW, nowNanos);
      boolean paused = asked.liquidations() == Liquidations.PAUSED;
      note(market.id(), Liquidations.PAUSED.name(), paused, nowNanos);
    }
  }

  private void countRise(ChainView chain) {
    Hash reference = chain.reference().map(head -> head.hash()).orElse(Hash.ZERO);
    boolean moved = !reference.equals(references.put(chain.id(), reference));
    boolean rose = chain.stalenessNanos().orElse(-1) == 0 && moved;
    rises.merge(chain.id(), rose ? 1L : 0L, Long::sum);
  }

  private void note(MarketId market, String level, boolean asked, long nowNanos) {
    if (asked || !lastAskedNanos.containsKey(market + level)) {
      lastAskedNanos.put(market + level, nowNanos);
      risesThen.put(market + level, Map.copyOf(rises));
    }
  }

  void check(GateSignal signal) {
    if (signal.quotesTo().compareTo(signal.quotesFrom()) < 0) {
      assertThat(List.of(signal.quotesFrom(), signal.quotesTo()))
          .isNotEqualTo(List.of(Quotes.WITHDRAW, Quotes.OPEN));
      relaxed(signal, signal.quotesFrom().name(), 0);
    }
    if (signal.liquidationsTo().compareTo(signal.liquidationsFrom()) < 0) {
      relaxed(signal, Liquidations.PAUSED.name(), RandomFleet.RECOVERY.liquidationGraceNanos());
    }
  }

  private void relaxed(GateSignal signal, String level, long graceNanos) {
    relaxations++;
    String key = signal.market() + level;
    assertThat(signal.at().nanos() - lastAskedNanos.get(key))
        .as("%s leaves %s", signal.market(), level)
        .isGreaterThanOrEqualTo(RandomFleet.RECOVERY.holdNanos() + graceNanos);
    for (ChainId chain : chainsOf(signal.market())) {
      assertThat(rises.get(chain) - risesThen.get(key).getOrDefault(chain, 0L))
          .isGreaterThanOrEqualTo(RandomFleet.RECOVERY.blocks());
    }
  }

  private List<ChainId> chainsOf(MarketId market) {
    return market.value().equals("C")
        ? List.of(new ChainId("eth"), new ChainId("l2"))
        : List.of(new ChainId("eth"));
  }

  int relaxations() {
    return relaxations;
  }
}
