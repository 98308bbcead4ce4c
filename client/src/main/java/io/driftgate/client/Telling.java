package io.driftgate.client;

import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Confirmation;
import io.driftgate.client.protocol.DeskEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells a listener on a thread of its own. Changes wait one a market, the newest, in the order in
 * which the markets began to wait; confirmations wait in a bounded queue.
 */
final class Telling implements DeskEvents, Runnable {
  private static final int MAX_CONFIRMATIONS = 1_024;

  private final DeskListener listener;
  private final Consumer<Change> acted;
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Map<String, Change> failed = new HashMap<>();
  private final Deque<Confirmation> confirmations = new ArrayDeque<>();
  private boolean ended;
  private long dropped;
  private long failures;

  /**
   * Telling.
   *
   * @param acted who hears that the listener returned normally
   */
  Telling(DeskListener listener, Consumer<Change> acted) {
    this.listener = listener;
    this.acted = acted;
  }

  @Override
  public synchronized void onChange(Change change) {
    Change older = changes.get(change.market());
    older = older == null ? failed.remove(change.market()) : older;
    changes.put(change.market(), older == null ? change : change.after(older));
    notifyAll();
  }

  @Override
  public synchronized void onConfirmed(Confirmation confirmation) {
    if (confirmations.size() == MAX_CONFIRMATIONS) {
      confirmations.removeFirst();
      dropped++;
    }
    confirmations.addLast(confirmation);
    notifyAll();
  }

  /** Confirmations that the listener was too slow for. */
  synchronized long dropped() {
    return dropped;
  }

  /** Exceptions that the listener threw. */
  synchronized long failures() {
    return failures;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Until the end, or an interrupt. */
  @Override
  public void run() {
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Runnable next() throws InterruptedException {
    while (!ended && changes.isEmpty() && confirmations.isEmpty()) {
      wait();
    }
    if (ended) {
      return null;
    }
    if (changes.isEmpty()) {
      Confirmation confirmation = confirmations.removeFirst();
      return () -> tell(confirmation);
    }
    Iterator<Change> first = changes.values().iterator();
    Change change = first.next();
    first.remove();
    return () -> tell(change);
  }

  private void tell(Change change) {
    try {
      if (!change.isSilent()) {
        listener.onChange(change);
      }
      acted.accept(change);
    } catch (RuntimeException e) {
      again(change);
    }
  }

  private synchronized void again(Change change) {
    failures++;
    Change newer = changes.get(change.market());
    if (newer == null) {
      failed.put(change.market(), change);
    } else {
      changes.put(change.market(), newer.after(change));
    }
  }

  private void tell(Confirmation confirmation) {
    try {
      listener.onConfirmed(confirmation);
    } catch (RuntimeException e) {
      synchronized (this) {
        failures++;
      }
    }
  }
}
