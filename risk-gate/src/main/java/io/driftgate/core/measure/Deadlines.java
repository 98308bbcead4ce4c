package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The instants at which something would change if nothing more arrived: a binary heap over slots,
 * each with at most one deadline. Setting one costs O(log slots) when it becomes earlier, and
 * nothing when it becomes later, which is what nearly every answer does to a node's: such a slot
 * moves down only once it has come to the top. Equal instants are taken in order of slot, so that
 * runs are repeatable.
 */
public final class Deadlines {
  /** No deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Owner of a slot. */
  @FunctionalInterface
  public interface Owner extends Kept {
    /**
     * The slot's deadline has passed; the slot is empty until it is set again, to a later instant.
     *
     * @param nowNanos core time
     */
    void onDeadline(long nowNanos);
  }

  private static final Owner NOBODY =
      nowNanos -> {
        throw new IllegalStateException("a slot without an owner has a deadline");
      };

  private final List<Owner> owners = new ArrayList<>();
  private final List<Integer> freed = new ArrayList<>();
  private long[] at = new long[16];

  /** By what the heap is ordered; never later than the deadline. */
  private long[] queuedAt = new long[16];

  private int[] heap = new int[16];
  private int[] place = new int[16];

  /**
   * The first instant that lies more than a duration after another; {@link #NEVER} where that is
   * past the end of time.
   *
   * @param durationNanos at least 0
   */
  public static long after(long instantNanos, long durationNanos) {
    return plus(plus(instantNanos, durationNanos), 1);
  }

  /** An instant and a duration of at least 0 later; {@link #NEVER} past the end of time. */
  public static long plus(long instantNanos, long durationNanos) {
    long sum = instantNanos + durationNanos;
    return sum < instantNanos ? NEVER : sum;
  }

  /** The product of numbers of at least 0, or {@link Long#MAX_VALUE} where it is larger. */
  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  /** Adds a slot, empty at first, and returns its number: the last one removed, or a new one. */
  public int add(Owner owner) {
    if (!freed.isEmpty()) {
      int slot = freed.remove(freed.size() - 1);
      owners.set(slot, owner);
      return slot;
    }
    return append(owner);
  }

  private int append(Owner owner) {
    int slot = owners.size();
    owners.add(owner);
    if (slot == at.length) {
      at = Arrays.copyOf(at, slot * 2);
      queuedAt = Arrays.copyOf(queuedAt, slot * 2);
      heap = Arrays.copyOf(heap, slot * 2);
      place = Arrays.copyOf(place, slot * 2);
    }
    at[slot] = NEVER;
    queuedAt[slot] = NEVER;
    heap[slot] = slot;
    place[slot] = slot;
    return slot;
  }

  /** Empties a slot for good; its number may be given to another owner. */
  public void remove(int slot) {
    set(slot, NEVER);
    owners.set(slot, NOBODY);
    freed.add(slot);
  }

  /** Slots in use. */
  public int size() {
    return owners.size() - freed.size();
  }

  /** Sets a slot's deadline; {@link #NEVER} empties it. */
  public void set(int slot, long atNanos) {
    at[slot] = atNanos;
    if (atNanos < queuedAt[slot]) {
      queuedAt[slot] = atNanos;
      siftUp(place[slot]);
    }
  }

  /** The earliest deadline, or {@link #NEVER}. */
  public long earliestNanos() {
    if (owners.isEmpty()) {
      return NEVER;
    }
    while (queuedAt[heap[0]] != at[heap[0]]) {
      queuedAt[heap[0]] = at[heap[0]];
      siftDown(0);
    }
    return at[heap[0]];
  }

  /** Hands every deadline at or before {@code nowNanos} to its owner. */
  public void runDue(long nowNanos) {
    while (earliestNanos() <= nowNanos) {
      int slot = heap[0];
      set(slot, NEVER);
      owners.get(slot).onDeadline(nowNanos);
      if (at[slot] <= nowNanos) {
        throw new IllegalStateException("slot " + slot + " set its deadline into the past");
      }
    }
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0 && before(heap[child], heap[(child - 1) / 2])) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void siftDown(int from) {
    int parent = from;
    int least = least(parent);
    while (least != parent) {
      swap(parent, least);
      parent = least;
      least = least(parent);
    }
  }

  private int least(int parent) {
    int least = parent;
    for (int child = 2 * parent + 1; child <= 2 * parent + 2 && child < owners.size(); child++) {
      if (before(heap[child], heap[least])) {
        least = child;
      }
    }
    return least;
  }

  private boolean before(int slot, int other) {
    return queuedAt[slot] < queuedAt[other] || (queuedAt[slot] == queuedAt[other] && slot < other);
  }

  private void swap(int i, int j) {
    int slot = heap[i];
    heap[i] = heap[j];
    heap[j] = slot;
    place[heap[i]] = i;
    place[heap[j]] = j;
  }
}
