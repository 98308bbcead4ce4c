package io.driftgate.simulator.scenario;

import io.driftgate.simulator.node.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a scenario out as stages for one fleet. Lengths count in blocks, so that bounds in blocks
 * are reached on every chain, and have a least number of seconds, so that a person can follow.
 */
public final class Script {
  private static final String CALM = "calm";
  private static final String HEALED =
      "every node follows the chain within 40 ms. The gate should reopen after hold and blocks.";

  private static final long LEAD_IN_BLOCKS = 6;
  private static final long TROUBLE_BLOCKS = 9;
  private static final long RECOVERY_BLOCKS = 8;
  private static final long LEAD_IN_MIN_MS = 10_000;
  private static final long TROUBLE_MIN_MS = 18_000;
  private static final long RECOVERY_MIN_MS = 15_000;

  /** How far finality must fall behind its usual trail, which itself varies by an epoch. */
  private static final long FINALITY_EXTRA_BLOCKS = 12;

  private final Cast cast;
  private final long blockTimeMs;
  private final long slotsPerEpoch;
  private final List<Stage> stages = new ArrayList<>();

  private Script(int nodes, long blockTimeMs, long slotsPerEpoch) {
    this.cast = new Cast(nodes);
    this.blockTimeMs = blockTimeMs;
    this.slotsPerEpoch = slotsPerEpoch;
  }

  /** One cycle of the scenario, for this many nodes on a chain of this rhythm. */
  public static List<Stage> of(Scenario scenario, int nodes, long blockTimeMs, long slotsPerEpoch) {
    Script script = new Script(nodes, blockTimeMs, slotsPerEpoch);
    script.write(scenario);
    return List.copyOf(script.stages);
  }

  private void write(Scenario scenario) {
    switch (scenario) {
      case CALM -> leadIn();
      case TOUR -> tour();
      case LAGGARD, SILENT_SOCKET, FORK, STALL, OUTAGE, FINALITY_STALL, LIAR -> {
        leadIn();
        trouble(scenario);
        recovery();
      }
    }
  }

  private void tour() {
    leadIn();
    for (Scenario scenario : Scenario.values()) {
      if (scenario != Scenario.CALM && scenario != Scenario.TOUR) {
        trouble(scenario);
        recovery();
      }
    }
  }

  private void leadIn() {
    add(CALM, LEAD_IN_BLOCKS, LEAD_IN_MIN_MS, HEALED, Trouble.NONE);
  }

  private void recovery() {
    add(CALM, RECOVERY_BLOCKS, RECOVERY_MIN_MS, HEALED, Trouble.NONE);
  }

  private void trouble(Scenario scenario) {
    switch (scenario) {
      case LAGGARD -> laggard();
      case SILENT_SOCKET -> silentSocket();
      case FORK -> fork();
      case STALL -> stall();
      case OUTAGE -> outage();
      case FINALITY_STALL -> finalityStall();
      case LIAR -> liar();
      case CALM, TOUR -> throw new IllegalArgumentException(scenario + " is no trouble");
    }
  }

  private void laggard() {
    nodes(
        Scenario.LAGGARD,
        cast.laggard(),
        "%s gets every block 900 ms late, by push and poll. It should be LAGGING with drift near"
            + " 900 ms; what is quoted on it alone should withdraw.");
  }

  private void silentSocket() {
    nodes(
        Scenario.SILENT_SOCKET,
        cast.silentSocket(),
        "%s keeps its WebSocket open and sends no heads; its HTTP goes on. Polling should take"
            + " over and its lag stay within a poll.");
  }

  private void fork() {
    nodes(
        Scenario.FORK,
        cast.forkers(),
        "%s on another branch, then back by a reorg. DIVERGED after the grace; markets whose bound"
            + " on diverged weight is exceeded should withdraw.");
  }

  private void outage() {
    nodes(
        Scenario.OUTAGE,
        cast.outage(),
        "%s refuse connections or never answer, then come back. No quorum: everything should"
            + " withdraw; who is left is no majority of itself.");
  }

  private void liar() {
    nodes(
        Scenario.LIAR,
        cast.liar(),
        "%s claims a head 30 million blocks ahead under a made-up hash. It should be set apart and"
            + " no market should move.");
  }

  private void stall() {
    add(
        Scenario.STALL.key(),
        TROUBLE_BLOCKS,
        TROUBLE_MIN_MS,
        "no node has a new block. One stall of the chain, at its deadline: quotes should withdraw"
            + " for staleness.",
        Trouble.BLOCKS_STALLED);
  }

  private void finalityStall() {
    add(
        Scenario.FINALITY_STALL.key(),
        slotsPerEpoch + FINALITY_EXTRA_BLOCKS,
        TROUBLE_MIN_MS,
        "heads advance and finality stands still, then catches up. Finality lag should pass its"
            + " bound; quotes or liquidations follow the policy.",
        Trouble.FINALITY_HELD);
  }

  private void nodes(Scenario scenario, Map<Integer, Fault> faults, String text) {
    add(
        scenario.key(),
        TROUBLE_BLOCKS,
        TROUBLE_MIN_MS,
        String.format(text, Cast.names(faults)),
        Trouble.of(faults));
  }

  private void add(String name, long blocks, long minMs, String text, Trouble trouble) {
    long startsAtMs = stages.isEmpty() ? 0 : stages.get(stages.size() - 1).endsAtMs();
    long durationMs = Math.max(minMs, blocks * blockTimeMs);
    stages.add(new Stage(name, startsAtMs, durationMs, text, trouble));
  }
}
