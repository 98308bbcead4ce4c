package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.RandomFleet.Input;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PolicyPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Markets that share legs are told the same as markets that have their own. */
class SharingTest {
  private static final Stamp START = new Stamp(-1_000 * RandomFleet.MS, Scene.START_WALL_MS);
  private static final int COPIES = 3;

  @Test
  void shouldSayTheSameWhetherOrNotLegsAreShared() {
    int told = 0;
    for (int seed = 0; seed < 4; seed++) {
      List<String> shared = run(seed, false);
      assertThat(run(seed, true)).isEqualTo(shared);
      told += shared.size();
    }
    assertThat(told).as("signals and rows").isGreaterThan(200);
  }

  private static List<String> run(int seed, boolean own) {
    List<String> said = new ArrayList<>();
    RiskGate gate =
        new RiskGate(plan(seed, own), 3, START, signal -> said.add(plain(signal.toString())));
    for (Input input : RandomFleet.inputs(seed, true, 60)) {
      input.tell().accept(gate);
    }
    gate.markets().forEach(row -> said.add(plain(row.toString())));
    return said;
  }

  private static String plain(String text) {
    return text.replaceAll("-own-\\w+", "");
  }

  private static FleetPlan plan(int seed, boolean own) {
    FleetPlan plan = RandomFleet.plan(seed);
    List<MarketPlan> markets = new ArrayList<>();
    for (MarketPlan market : plan.markets()) {
      for (int copy = 0; copy < COPIES; copy++) {
        String id = market.id().value() + copy;
        markets.add(
            new MarketPlan(
                new MarketId(id),
                market.legs().stream().map(leg -> own ? own(leg, id) : leg).toList()));
      }
    }
    return new FleetPlan(plan.chains(), plan.nodes(), markets);
  }

  /** Policies of different names are different policies. */
  private static MarketPlan.Leg own(MarketPlan.Leg leg, String market) {
    PolicyPlan policy = leg.policy();
    return new MarketPlan.Leg(
        leg.target(),
        new PolicyPlan(
            policy.id() + "-own-" + market,
            policy.bounds(),
            policy.recovery(),
            policy.noValueGraceNanos(),
            policy.pauseOnUnknown()));
  }
}
