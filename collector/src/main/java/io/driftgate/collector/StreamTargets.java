package io.driftgate.collector;

import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.PushChannel;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Which of a protocol's event streams a node is asked for: the first that it has. One that is
 * refused by its status gives way to the next, round and round. That is no failure of the node's
 * before all of them were refused or one was opened. Lives on the loop.
 */
final class StreamTargets {
  private final List<String> targets;
  private int place;
  private boolean found;

  StreamTargets(List<String> targets) {
    this.targets = List.copyOf(targets);
  }

  String next() {
    return targets.get(place);
  }

  /** The same listener, and what it is told of is noted here. */
  PushChannel.Listener watched(PushChannel.Listener listener) {
    return new PushChannel.Listener() {
      @Override
      public void onOpen(Stamp at) {
        found = true;
        listener.onOpen(at);
      }

      @Override
      public void onMessage(Stamp received, Buffer message) {
        listener.onMessage(received, message);
      }

      @Override
      public void onAlive(long sentNanos, Stamp received) {
        listener.onAlive(sentNanos, received);
      }

      @Override
      public void onLost(Failure why) {
        if (why.kind() != FailureKind.HTTP_STATUS) {
          listener.onLost(why);
          return;
        }
        place = (place + 1) % targets.size();
        found |= place == 0;
        if (found) {
          listener.onLost(why);
        } else {
          listener.onDeclined(why);
        }
      }
    };
  }
}
