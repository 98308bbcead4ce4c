package io.driftgate.feed.rest;

import io.driftgate.core.view.NodeView;
import io.driftgate.feed.desk.NodeTurns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of all nodes for any number of requests: one list is read at a time, and who asks meanwhile
 * shares the next. Gate loop only.
 */
final class NodeLists {
  private final NodeTurns turns;
  private Promise<List<NodeView>> next = Promise.promise();
  private int waiting;
  private boolean reading;

  NodeLists(NodeTurns turns) {
    this.turns = turns;
  }

  /** All of them, each as of a time after this call. */
  Future<List<NodeView>> read() {
    waiting++;
    Future<List<NodeView>> asked = next.future();
    if (!reading) {
      begin();
    }
    return asked;
  }

  private void begin() {
    Promise<List<NodeView>> now = next;
    next = Promise.promise();
    waiting = 0;
    reading = true;
    List<NodeView> seen = new ArrayList<>();
    turns.each(seen::add).onComplete((done, failure) -> end(now, seen, failure));
  }

  private void end(Promise<List<NodeView>> now, List<NodeView> seen, Throwable failure) {
    reading = false;
    if (waiting > 0) {
      begin();
    }
    now.complete(failure == null ? seen : null, failure);
  }
}
