package io.driftgate.hooks.http;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Delivery;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Message;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An edge loop, and clocks that can be moved by hand on top of the real ones. */
public final class Stage implements AutoCloseable {
  public static final MarketId MARKET = new MarketId("ETH-PERP");
  private static final long LIMIT_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicLong wallAheadMs = new AtomicLong();
  private final AtomicLong nanosAhead = new AtomicLong();

  public Vertx vertx() {
    return vertx;
  }

  /** This machine's wall clock, as the hook sees it. */
  public long wallMs() {
    return System.currentTimeMillis() + wallAheadMs.get();
  }

  public long nanos() {
    return System.nanoTime() + nanosAhead.get();
  }

  public void setWallAheadMs(long ms) {
    wallAheadMs.set(ms);
  }

  public void passMs(long ms) {
    nanosAhead.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  /** Something that is made on the loop. */
  public <T> T on(Supplier<T> made) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.runOnContext(
        v -> {
          try {
            result.complete(made.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return await(result);
  }

  /** How an attempt ends that is begun on the loop. */
  public Outcome outcome(Supplier<Attempt> begun) {
    return await(on(() -> begun.get().outcome().toCompletionStage().toCompletableFuture()));
  }

  public <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  /** Until something is so. */
  public void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** What a hook is told of one event. */
  public static Message delivery(HookEvent event) {
    return new Message("id-1", told(event), OptionalLong.empty());
  }

  private static Delivery told(HookEvent event) {
    return new Delivery(
        "id-1",
        "venue",
        MARKET,
        1,
        1,
        1,
        0,
        event == HookEvent.WITHDRAW ? Quotes.WITHDRAW : Quotes.OPEN,
        Liquidations.ENABLED,
        Set.of(event),
        event == HookEvent.WITHDRAW,
        new byte[0]);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
