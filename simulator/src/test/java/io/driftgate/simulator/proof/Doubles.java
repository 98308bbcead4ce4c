package io.driftgate.simulator.proof;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateView;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.Held;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Gates that are broken in one way each. */
final class Doubles {
  private Doubles() {}

  /** Says only some of its signals. */
  static Core.Maker saying(Predicate<GateSignal> said) {
    return altering(signal -> said.test(signal) ? signal : null);
  }

  /** Says its signals otherwise; not at all those that become null. */
  static Core.Maker altering(UnaryOperator<GateSignal> altered) {
    return (plan, epoch, start, listener) ->
        Core.real(
            plan,
            epoch,
            start,
            signal -> Optional.ofNullable(altered.apply(signal)).ifPresent(listener::onSignal));
  }

  /** Wants to be ticked at another time. */
  static Core.Maker due(LongUnaryOperator altered) {
    return (plan, epoch, start, listener) -> {
      Core core = Core.real(plan, epoch, start, listener);
      return new Core(
          core.inputs(),
          core.orders(),
          core.view(),
          () -> altered.applyAsLong(core.nextDeadlineNanos().getAsLong()),
          core.held());
    };
  }

  /** Follows another plan than it was given. */
  static Core.Maker planned(UnaryOperator<FleetPlan> altered) {
    return (plan, epoch, start, listener) -> Core.real(altered.apply(plan), epoch, start, listener);
  }

  /** Relaxes at once. */
  static Core.Maker hasty() {
    return planned(
        plan ->
            new FleetPlan(
                plan.chains(), plan.nodes(), plan.markets().stream().map(Doubles::hasty).toList()));
  }

  private static MarketPlan hasty(MarketPlan market) {
    return new MarketPlan(
        market.id(),
        market.legs().stream()
            .map(leg -> new MarketPlan.Leg(leg.target(), hasty(leg.policy())))
            .toList());
  }

  private static PolicyPlan hasty(PolicyPlan policy) {
    return new PolicyPlan(
        policy.id(),
        policy.bounds(),
        new RecoveryPlan(0, 0, Ratio.ONE, 0, 0, 0),
        policy.noValueGraceNanos(),
        policy.pauseOnUnknown());
  }

  /** Takes silent nodes for a reason to ask for less. */
  static Core.Maker fooledBySilence() {
    return planned(
        plan ->
            plan.nodes().stream().anyMatch(node -> node.family().equals("silent"))
                ? new FleetPlan(
                    plan.chains().stream().map(Doubles::undemanding).toList(),
                    plan.nodes().stream().filter(n -> !n.family().equals("silent")).toList(),
                    plan.markets())
                : plan);
  }

  private static ChainPlan undemanding(ChainPlan chain) {
    return new ChainPlan(
        chain.id(),
        chain.blockTimeNanos(),
        new QuorumPlan(new Ratio(51, 100), 1, 1, 1),
        chain.graceNanos(),
        chain.toleranceNanos(),
        chain.quietLegal(),
        chain.maxLeadBlocks());
  }

  /** Lets everybody vote. */
  static Core.Maker countingAll() {
    return planned(
        plan ->
            new FleetPlan(
                plan.chains(),
                plan.nodes().stream().map(Doubles::voting).toList(),
                plan.markets()));
  }

  private static NodePlan voting(NodePlan node) {
    return new NodePlan(
        node.id(),
        node.chain(),
        node.cluster(),
        node.operator(),
        node.family(),
        Math.max(3, node.weight()),
        node.livenessNanos(),
        node.errorBarNanos());
  }

  /** Is deaf to one kind of input, once the first gate was made. */
  static Core.Maker deafSecond(String method) {
    int[] made = new int[1];
    return (plan, epoch, start, listener) -> {
      Core core = Core.real(plan, epoch, start, listener);
      return made[0]++ == 0 ? core : hearing(core, method);
    };
  }

  private static Core hearing(Core core, String except) {
    GateInputs inputs =
        (GateInputs)
            Proxy.newProxyInstance(
                Doubles.class.getClassLoader(),
                new Class<?>[] {GateInputs.class},
                (proxy, method, args) ->
                    method.getName().equals(except) ? null : method.invoke(core.inputs(), args));
    return new Core(inputs, core.orders(), core.view(), core.nextDeadlineNanos(), core.held());
  }

  /** Shows chains otherwise than they are. */
  static Core.Maker showing(UnaryOperator<ChainView> altered) {
    return (plan, epoch, start, listener) -> {
      Core core = Core.real(plan, epoch, start, listener);
      return new Core(
          core.inputs(),
          core.orders(),
          showing(core.view(), altered),
          core.nextDeadlineNanos(),
          core.held());
    };
  }

  /** Holds one block more than it may. */
  static Core.Maker hoarding() {
    return (plan, epoch, start, listener) -> {
      Core core = Core.real(plan, epoch, start, listener);
      Held.OfChain tooMuch =
          new Held.OfChain(plan.chains().get(0).id(), 1, 1, 2, 1, 0, 0, 1_024, 0);
      return new Core(
          core.inputs(),
          core.orders(),
          core.view(),
          core.nextDeadlineNanos(),
          () -> new Held(List.of(tooMuch), 1));
    };
  }

  private static GateView showing(GateView view, UnaryOperator<ChainView> altered) {
    return (GateView)
        Proxy.newProxyInstance(
            Doubles.class.getClassLoader(),
            new Class<?>[] {GateView.class},
            (proxy, method, args) -> {
              Object result = call(view, method, args);
              return method.getName().equals("chain")
                  ? ((Optional<?>) result).map(chain -> altered.apply((ChainView) chain))
                  : result;
            });
  }

  private static Object call(Object on, java.lang.reflect.Method method, Object[] args)
      throws Throwable {
    try {
      return method.invoke(on, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A chain that has finalized what is not there yet. */
  static ChainView finalizedTooFar(ChainView view) {
    return new ChainView(
        view.id(),
        view.revision(),
        view.conditions(),
        view.reference(),
        view.leading(),
        view.stalenessNanos(),
        view.headAgeMs(),
        view.headAgeTrusted(),
        view.agreement(),
        view.observers(),
        view.reference()
            .map(head -> new io.driftgate.core.fact.BlockRef(head.height() + 1, head.hash()))
            .orElse(view.finalized()),
        OptionalLong.of(0),
        view.finalityLagMs(),
        view.finalityStalenessNanos(),
        view.reorgs(),
        view.deepestReorg(),
        view.lastReorg());
  }

  /** A signal whose row hash is another row's. */
  static GateSignal hashedWrongly(GateSignal signal) {
    return new GateSignal(
        signal.epoch(),
        signal.seq(),
        signal.at(),
        signal.market(),
        signal.version(),
        signal.quotesFrom(),
        signal.quotesTo(),
        signal.liquidationsFrom(),
        signal.liquidationsTo(),
        signal.reasons(),
        signal.cause(),
        new Hash(1, 2, 3, 4));
  }

  /** Throws at the hundredth failed poll. */
  static Core.Maker throwing() {
    return (plan, epoch, start, listener) -> {
      Core core = Core.real(plan, epoch, start, listener);
      int[] failures = new int[1];
      GateInputs inputs =
          (GateInputs)
              Proxy.newProxyInstance(
                  Doubles.class.getClassLoader(),
                  new Class<?>[] {GateInputs.class},
                  (proxy, method, args) -> {
                    if (method.getName().equals("onFailure") && ++failures[0] == 20) {
                      throw new IllegalStateException("twenty failures");
                    }
                    return call(core.inputs(), method, args);
                  });
      return new Core(inputs, core.orders(), core.view(), core.nextDeadlineNanos(), core.held());
    };
  }
}
