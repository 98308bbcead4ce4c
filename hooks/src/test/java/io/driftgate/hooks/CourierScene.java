package io.driftgate.hooks;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One courier, a hook that does what the test says, and all that was heard of either. */
final class CourierScene implements Hook, HookListener, Standing {
  static final long LEASE_MS = 1_000;
  static final MarketId MARKET = new MarketId("ETH-PERP");

  final VirtualTimers timers = new VirtualTimers();
  final List<Tried> tried = new ArrayList<>();
  final List<String> settled = new ArrayList<>();
  final List<String> troubles = new ArrayList<>();
  final List<String> late = new ArrayList<>();
  final Courier courier;
  Future<Boolean> stands = Future.succeededFuture(true);
  boolean breaks;
  private final boolean all;

  /** An attempt that the hook was asked for. */
  static final class Tried implements Attempt {
    final Message message;
    final long atMs;
    boolean aborted;
    private final Promise<Outcome> promise = Promise.promise();

    Tried(Message message, long atMs) {
      this.message = message;
      this.atMs = atMs;
    }

    void ends(Outcome outcome) {
      promise.tryComplete(outcome);
    }

    @Override
    public Future<Outcome> outcome() {
      return promise.future();
    }

    @Override
    public void abort() {
      aborted = true;
      ends(Outcome.failed("given up"));
    }
  }

  private CourierScene(boolean all, HookRules.Limits limits) {
    this.all = all;
    HookRules rules =
        new HookRules(
            "desk",
            MarketGlobs.ALL,
            EnumSet.allOf(HookEvent.class),
            all,
            limits,
            Optional.empty(),
            false);
    courier = new Courier(rules, this, timers, this, LEASE_MS, this, one -> late.add(one.id()));
  }

  static CourierScene latest() {
    return new CourierScene(false, HookRules.Limits.DEFAULT);
  }

  static CourierScene all() {
    return new CourierScene(true, HookRules.Limits.DEFAULT);
  }

  CourierScene withdraws(long seq) {
    return told(seq, Quotes.WITHDRAW, Set.of(HookEvent.WITHDRAW), true);
  }

  CourierScene opens(long seq) {
    return told(seq, Quotes.OPEN, Set.of(HookEvent.OPEN), false);
  }

  CourierScene widens(long seq) {
    return told(seq, Quotes.WIDEN, Set.of(HookEvent.WIDEN), true);
  }

  /** Quotes stay withdrawn. */
  CourierScene resumes(long seq) {
    return told(seq, Quotes.WITHDRAW, Set.of(HookEvent.RESUME, HookEvent.WITHDRAW), false);
  }

  private CourierScene told(long seq, Quotes quotes, Set<HookEvent> events, boolean restricts) {
    courier.submit(
        new Delivery(
            "1-" + seq,
            "desk",
            MARKET,
            1,
            seq,
            seq,
            timers.wallMs(),
            quotes,
            quotes == Quotes.OPEN ? Liquidations.ENABLED : Liquidations.PAUSED,
            events,
            restricts,
            "{}".getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  CourierScene passes(long ms) {
    timers.pass(ms);
    return this;
  }

  Tried last() {
    return tried.get(tried.size() - 1);
  }

  List<String> triedIds() {
    return tried.stream().map(one -> one.message.id()).toList();
  }

  /** From the first attempt on, in milliseconds. */
  List<Long> triedAfterMs() {
    return tried.stream().map(one -> one.atMs - tried.get(0).atMs).toList();
  }

  boolean keepsAll() {
    return all;
  }

  @Override
  public Attempt attempt(Message message) {
    if (breaks) {
      throw new IllegalStateException("seen in a test");
    }
    Tried one = new Tried(message, timers.wallMs());
    tried.add(one);
    return one;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> stands(MarketId market, long version) {
    return stands;
  }

  @Override
  public Future<Boolean> anyMayBeQuoted(MarketGlobs markets) {
    return stands;
  }

  @Override
  public void protection(String hook, MarketGlobs markets, boolean holds, String why) {
    troubles.add(holds ? "PROTECTED" : "UNPROTECTED");
  }

  @Override
  public void settled(Settlement settlement) {
    settled.add(settlement.delivery().id() + " " + settlement.end());
  }

  @Override
  public void trouble(Trouble kind, String hook, MarketId market, String message) {
    troubles.add(kind.name());
  }
}
