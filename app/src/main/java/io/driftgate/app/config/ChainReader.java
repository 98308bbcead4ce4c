package io.driftgate.app.config;

import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Reads {@code chains[i]}, over its preset if it names one. */
final class ChainReader {
  private static final int MAX_COUNT = 10_000;

  /** Stands in for a misread quorum: every fleet reaches it, so that no second mistake is seen. */
  private static final QuorumPlan LENIENT = new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 1, 1, 1);

  private final ToLongFunction<ChainId> voters;

  /**
   * Reads chains of a fleet.
   *
   * @param voters how many nodes with weight above 0 a chain has
   */
  ChainReader(ToLongFunction<ChainId> voters) {
    this.voters = voters;
  }

  /**
   * A chain as read.
   *
   * @param watched what its nodes must answer with, and whether their headers are verified
   */
  record Draft(ChainPlan plan, Watched watched) {}

  Optional<Draft> read(Value value, int index) {
    Section chain = value.section(Shape.CHAIN, Presets.of(value));
    chain.read("preset", v -> v.oneOf("preset", Presets.names()));
    ChainId id = chain.must("id", "ethereum", Value::name).map(ChainId::new).orElse(unnamed(index));
    String chainId = chain.must("chainId", "1", Value::text).orElse("1");
    // The stand-in is short, so that no bound looks too tight for it.
    long blockTime =
        chain
            .must("blockTime", "12s", v -> v.durationNanos(Durations.MS, Durations.HOUR))
            .orElse(Durations.MS);
    QuorumPlan quorum = quorum(chain.sub("quorum", Shape.QUORUM), voters.applyAsLong(id));
    long grace =
        duration(
            chain.sub("divergence", Shape.DIVERGENCE),
            "grace",
            ChainPlan.defaultGraceNanos(blockTime));
    long tolerance =
        duration(
            chain.sub("sync", Shape.SYNC), "tolerance", ChainPlan.defaultToleranceNanos(blockTime));
    boolean quiet = chain.read("quiet", ChainReader::quiet).orElse(false);
    long maxLead =
        chain.read("maxLead", v -> v.integer(1, MAX_COUNT)).orElse(ChainPlan.DEFAULT_MAX_LEAD);
    boolean verifyHeaders = chain.read("headerVerification", ChainReader::isOn).orElse(true);
    return chain
        .make("", () -> new ChainPlan(id, blockTime, quorum, grace, tolerance, quiet, maxLead))
        .map(plan -> new Draft(plan, new Watched(chainId, verifyHeaders)));
  }

  /** What a chain goes by whose name is missing or impossible. */
  static ChainId unnamed(int index) {
    return new ChainId("unnamed-" + index);
  }

  private static long duration(Section section, String key, long otherwiseNanos) {
    return section.read(key, v -> v.durationNanos(0, Durations.HOUR)).orElse(otherwiseNanos);
  }

  private static Optional<Boolean> quiet(Value value) {
    Optional<String> text = value.text();
    if (text.isPresent() && !text.get().equals("legal")) {
      value.report("'" + text.get() + "' is not known here; write legal, or remove the key");
    }
    return text.map("legal"::equals);
  }

  private static Optional<Boolean> isOn(Value value) {
    return value.oneOf("setting", List.of("on", "off")).map("on"::equals);
  }

  private static QuorumPlan quorum(Section quorum, long voters) {
    Ratio fraction = quorum.read("fraction", Value::fraction).orElse(QuorumPlan.DEFAULT_FRACTION);
    // Two, so that no node is a majority of itself, where there are two.
    int minNodes = count(quorum, "minNodes").orElse(voters == 1 ? 1 : 2);
    int families = count(quorum, "families").orElse(1);
    int operators = count(quorum, "operators").orElse(1);
    return quorum
        .make("fraction", () -> new QuorumPlan(fraction, minNodes, families, operators))
        .orElse(LENIENT);
  }

  private static Optional<Integer> count(Section quorum, String key) {
    Optional<Integer> count = quorum.read(key, v -> v.integer(1, MAX_COUNT)).map(Long::intValue);
    return quorum.has(key) && count.isEmpty() ? Optional.of(1) : count;
  }
}
