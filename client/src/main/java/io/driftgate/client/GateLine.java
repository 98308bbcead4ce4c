package io.driftgate.client;

import io.driftgate.client.link.Dialer;
import io.driftgate.client.link.Ear;
import io.driftgate.client.link.Line;
import io.driftgate.client.protocol.Frame;
import io.driftgate.client.protocol.GateSession;
import io.driftgate.client.protocol.GateWire;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Keeps one gate's session connected, one connection after the other. Under the desk's lock. */
final class GateLine {
  private final URI address;
  private final GateSession session;
  private final Dialer dialer;
  private final Rooms rooms;
  private final Backoff backoff;
  private final long limitNanos;
  private Optional<Call> current = Optional.empty();
  private boolean ended;

  GateLine(
      URI address,
      GateSession session,
      Dialer dialer,
      Rooms rooms,
      Backoff backoff,
      long limitNanos) {
    this.address = address;
    this.session = session;
    this.dialer = dialer;
    this.rooms = rooms;
    this.backoff = backoff;
    this.limitNanos = limitNanos;
  }

  /** Begins to connect. */
  void dial() {
    if (ended) {
      return;
    }
    Call call = new Call();
    current = Optional.of(call);
    try {
      call.dialing = Optional.of(rooms.blocking(call::dial));
      rooms.after(limitNanos, call::onLimit);
    } catch (RejectedExecutionException e) {
      call.end("too many connections are being made or ended");
    }
  }

  /** Ends the connection for good. */
  void end() {
    ended = true;
    current.ifPresent(call -> call.end(""));
    session.closed();
  }

  /** One connection, or the attempt to make it. */
  private final class Call implements Ear, GateWire {
    private Optional<Line> line = Optional.empty();
    private Optional<Future<?>> dialing = Optional.empty();
    private boolean over;

    /** On a thread that may block. */
    private void dial() {
      try {
        dialer.dial(address, this);
      } catch (Dialer.Refused e) {
        rooms.locked(() -> end(e.getMessage()));
      }
    }

    private void onLimit() {
      if (line.isEmpty() && !over) {
        dialing.ifPresent(task -> task.cancel(true));
        end("no connection in time");
      }
    }

    @Override
    public void onOpen(Line opened) {
      rooms.locked(
          () -> {
            if (over) {
              rooms.ending(opened::close);
            } else {
              line = Optional.of(opened);
              session.opened(System.nanoTime(), this);
            }
          });
    }

    @Override
    public void onText(String text) {
      Frame frame = session.reader().read(text);
      rooms.locked(
          () -> {
            if (!over) {
              session.frame(frame, System.nanoTime());
            }
          });
    }

    @Override
    public void onClosed() {
      rooms.locked(this::lose);
    }

    private void lose() {
      if (!over) {
        session.closed();
        end("the connection was closed");
      }
    }

    @Override
    public void send(String frame) {
      if (!line.orElseThrow().send(frame)) {
        rooms.after(0, this::lose);
      }
    }

    @Override
    public void drop(String reason) {
      end("");
    }

    /** Ends it, and has the next one made after a pause. */
    private void end(String reason) {
      if (over) {
        return;
      }
      over = true;
      dialing.ifPresent(task -> task.cancel(ended));
      if (line.isPresent()) {
        rooms.ending(line.get()::close);
        if (session.proven()) {
          backoff.reset();
        }
      }
      if (!reason.isEmpty()) {
        session.failed(reason);
      }
      rooms.after(TimeUnit.MILLISECONDS.toNanos(backoff.pauseMs()), GateLine.this::dial);
    }
  }
}
