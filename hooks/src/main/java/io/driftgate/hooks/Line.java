package io.driftgate.hooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What one hook is told of one market, in order. One delivery is on its way at a time; what
 * restricts pushes aside what opens, at once. Edge loop.
 */
final class Line {
  /** Of a hook that is told everything; the next one pushes out the oldest. */
  static final int MOST_WAITING = 1_000;

  private final HookRules rules;
  private final Desk desk;
  private final Deque<Task> waiting = new ArrayDeque<>();
  private Optional<Task> current = Optional.empty();
  private Optional<Delivery> newest = Optional.empty();

  /** What a line needs of its hook. */
  interface Desk extends Task.Owner {
    /** One that has not begun. */
    Task task(Delivery delivery);

    /** It has come to its end. */
    void settle(Task task, Settlement.End end, String note);

    /** It is to be delivered from now on. */
    void accepted(Task task);

    /** More waits than can be held. */
    void overflow(Delivery dropped);
  }

  Line(HookRules rules, Desk desk) {
    this.rules = rules;
    this.desk = desk;
  }

  /** Whether nothing is on its way, and this was the last. */
  boolean isLast(Delivery delivery) {
    return current.isEmpty() && newest.filter(last -> last.id().equals(delivery.id())).isPresent();
  }

  /** Whether this was decided after all that came before. */
  boolean isNews(Delivery delivery) {
    return newest.isEmpty() || delivery.isNewerThan(newest.get());
  }

  /** The next one; not twice the same. */
  void submit(Delivery delivery) {
    Task task = desk.task(delivery);
    boolean old = !isNews(delivery);
    if (old && !rules.all()) {
      desk.settle(task, Settlement.End.SUPERSEDED, "a newer state of the market is known");
      return;
    }
    if (!old) {
      newest = Optional.of(delivery);
    }
    desk.accepted(task);
    if (rules.all()) {
      queue(task);
    } else {
      replace(task);
    }
    advance();
  }

  /** In order; but what restricts goes ahead of what opens, which is over then. */
  private void queue(Task task) {
    if (task.delivery().restricts()) {
      List<Task> opening = new ArrayList<>();
      waiting.removeIf(one -> !one.delivery().restricts() && opening.add(one));
      waiting.add(task);
      current
          .filter(one -> !one.delivery().restricts())
          .ifPresent(
              aside -> {
                aside.pause();
                waiting.add(aside);
                current = Optional.empty();
              });
      waiting.addAll(opening);
    } else {
      waiting.add(task);
    }
    if (waiting.size() > MOST_WAITING) {
      drop();
    }
  }

  /** The oldest that opens; the oldest if there is none. */
  private void drop() {
    Task oldest =
        waiting.stream()
            .filter(one -> !one.delivery().restricts())
            .findFirst()
            .orElseGet(waiting::element);
    waiting.remove(oldest);
    desk.overflow(oldest.delivery());
    desk.settle(oldest, Settlement.End.DEAD, "more waited than can be held");
  }

  /** What restricts waits for nothing; what opens lets that be tried once. */
  private void replace(Task task) {
    waiting.forEach(this::supersede);
    waiting.clear();
    if (current.filter(on -> yields(on, task)).isPresent()) {
      supersede(current.orElseThrow());
      begin(task);
    } else {
      waiting.add(task);
    }
  }

  /** What still holds is not given up for what opens something else. */
  private static boolean yields(Task on, Task to) {
    return to.delivery().restricts()
        || (on.wasTried() && !to.delivery().stillRestrictsAs(on.delivery()));
  }

  private void supersede(Task task) {
    task.end();
    desk.settle(task, Settlement.End.SUPERSEDED, task.note());
  }

  private void advance() {
    if (current.isEmpty() && !waiting.isEmpty()) {
      begin(waiting.remove());
    }
  }

  private void begin(Task task) {
    current = Optional.of(task);
    task.attempt();
  }

  /** An attempt failed. What opens takes the place of what was to restrict, and was tried. */
  void failed(Task task) {
    if (!rules.all() && isCurrent(task) && !waiting.isEmpty() && yields(task, waiting.element())) {
      supersede(task);
      begin(waiting.remove());
    }
  }

  /** It is over; the next one begins. */
  void ended(Task task, Settlement.End end, String note) {
    if (isCurrent(task)) {
      current = Optional.empty();
    }
    waiting.remove(task);
    task.end();
    desk.settle(task, end, note);
    advance();
  }

  private boolean isCurrent(Task task) {
    return current.filter(one -> one == task).isPresent();
  }

  /** Lets go of all that is on its way or waits, without an end: another process goes on. */
  void close() {
    current.ifPresent(Task::end);
    current = Optional.empty();
    waiting.clear();
  }

  /** What has not come to its end, in order. */
  List<Task> unsettled() {
    List<Task> all = new ArrayList<>();
    current.ifPresent(all::add);
    all.addAll(waiting);
    return all;
  }

  /** Ends all of it. */
  void endAll(String note) {
    List<Task> all = unsettled();
    close();
    all.forEach(task -> desk.settle(task, Settlement.End.DEAD, note));
  }
}
