package io.driftgate.client.link;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection. For any thread; sending does not wait. */
public final class Line {
  private static final int MAX_WAITING = 512;

  private final Session session;
  private final AtomicInteger waiting = new AtomicInteger();

  Line(Session session) {
    this.session = session;
  }

  /** Queues a text frame. False if the connection is gone, or takes no more. */
  public boolean send(String text) {
    if (!session.isOpen() || waiting.incrementAndGet() > MAX_WAITING) {
      return false;
    }
    try {
      session.getAsyncRemote().sendText(text, result -> waiting.decrementAndGet());
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Ends it. May wait for the network. */
  public void close() {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
    } catch (IOException | IllegalStateException e) {
      // Gone already, which is what was asked for.
      waiting.set(MAX_WAITING);
    }
  }
}
