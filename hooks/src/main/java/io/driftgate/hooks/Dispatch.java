package io.driftgate.hooks;

import io.driftgate.core.fact.MarketId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All hooks: hands each delivery to its courier. Edge loop, but for {@link #figures}. */
public final class Dispatch {
  private static final long LOOK_MS = 10;

  private final HookTimers timers;
  private final Standing standing;
  private final long leaseMs;
  private final HookListener listener;
  private final Map<String, DeadManSwitch> switches = new LinkedHashMap<>();
  private volatile Map<String, Courier> couriers = Map.of();

  /** One configured hook. */
  public record Mounted(HookRules rules, Hook hook, Optional<DeadMan> deadMan) {}

  /**
   * Without hooks.
   *
   * @param leaseMs after so long what restricts is late
   */
  public Dispatch(HookTimers timers, Standing standing, long leaseMs, HookListener listener) {
    this.timers = timers;
    this.standing = standing;
    this.leaseMs = leaseMs;
    this.listener = listener;
  }

  /**
   * These are the hooks from now on. What the ones before owed goes to those of the same id, and
   * has come to its end where there is none.
   *
   * @return completes when the ones before are closed
   */
  public Future<Void> replace(List<Mounted> mounted) {
    Map<String, Courier> before = couriers;
    List<Delivery> owed = new ArrayList<>();
    before.values().forEach(courier -> owed.addAll(courier.stop()));
    Map<String, Courier> next = new LinkedHashMap<>();
    for (Mounted one : mounted) {
      Optional<String> secondary = one.rules().secondary();
      next.put(
          one.rules().id(),
          new Courier(
              one.rules(),
              one.hook(),
              timers,
              standing,
              leaseMs,
              new Withdrawals(listener, this::withdrawn),
              late -> secondary.ifPresent(other -> pass(late, other))));
    }
    couriers = next;
    List<Future<Void>> closing = new ArrayList<>(closeSwitches());
    before.values().forEach(courier -> closing.add(courier.close()));
    for (Mounted one : mounted) {
      one.deadMan().ifPresent(deadMan -> keep(one.rules(), deadMan));
    }
    owed.forEach(this::submit);
    return Future.join(closing).mapEmpty();
  }

  private void keep(HookRules rules, DeadMan deadMan) {
    DeadManSwitch one =
        new DeadManSwitch(
            rules,
            deadMan,
            timers,
            standing,
            () -> couriers.get(rules.id()).owesRestrictions(),
            listener);
    switches.put(rules.id(), one);
    one.begin();
  }

  /** What was lost under the hooks before is nobody's word any more. */
  private List<Future<Void>> closeSwitches() {
    List<Future<Void>> closing = new ArrayList<>();
    for (DeadManSwitch one : switches.values()) {
      one.end();
      closing.add(one.close());
    }
    switches.clear();
    return closing;
  }

  /** A market may be quoted again: what protects it is armed at once. */
  public void opened(MarketId market) {
    for (DeadManSwitch one : switches.values()) {
      if (one.concerns(market)) {
        one.moved();
      }
    }
  }

  private void withdrawn(String hook) {
    DeadManSwitch deadMan = switches.get(hook);
    if (deadMan != null) {
      deadMan.withdrawn();
    }
  }

  /** To another hook, whatever that one asked to be told of. */
  private void pass(Delivery late, String other) {
    submit(
        new Delivery(
            late.id() + "/" + other,
            other,
            late.market(),
            late.epoch(),
            late.seq(),
            late.version(),
            late.wallMs(),
            late.quotes(),
            late.liquidations(),
            late.events(),
            late.restricts(),
            late.data()));
  }

  /** To be told to its hook. Of what comes twice, the second is no harm. */
  public void submit(Delivery delivery) {
    Courier courier = couriers.get(delivery.hook());
    if (courier == null) {
      listener.trouble(
          HookListener.Trouble.DEAD,
          delivery.hook(),
          delivery.market(),
          delivery.id() + " is not told: no hook of this name is configured");
      listener.settled(
          new Settlement(
              delivery, Settlement.End.DEAD, 0, 0, "no hook of this name is configured"));
    } else {
      courier.submit(delivery);
    }
  }

  /** What each has counted. Any thread. */
  public List<HookFigures> figures() {
    return couriers.values().stream().map(courier -> courier.counts().figures()).toList();
  }

  /** How many deliveries have not come to their end. */
  public int waiting() {
    return couriers.values().stream().mapToInt(Courier::waiting).sum();
  }

  /**
   * Waits for what restricts, and closes. What has not come to its end stays so, without a
   * settlement.
   *
   * @param limitMs how long to wait
   */
  public Future<Void> close(long limitMs) {
    Promise<Void> told = Promise.promise();
    await(told, timers.nanos() + limitMs * 1_000_000L);
    return told.future()
        .compose(
            done -> {
              couriers.values().forEach(Courier::stop);
              List<Future<Void>> closing = new ArrayList<>(closeSwitches());
              couriers.values().forEach(courier -> closing.add(courier.close()));
              return Future.join(closing).mapEmpty();
            });
  }

  private void await(Promise<Void> told, long endNanos) {
    boolean owing = couriers.values().stream().anyMatch(Courier::owesRestrictions);
    if (!owing || timers.nanos() - endNanos >= 0) {
      told.complete();
    } else {
      timers.after(LOOK_MS, () -> await(told, endNanos));
    }
  }
}
