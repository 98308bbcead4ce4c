package io.driftgate.feed;

import io.driftgate.feed.desk.Audience;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.Farewell;
import io.driftgate.feed.desk.FeedStream;
import io.driftgate.feed.desk.Snapshot;
import io.driftgate.feed.desk.Subscription;
import io.driftgate.feed.desk.TelemetryRound;
import io.driftgate.feed.frame.WireFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The two ways from the gate loop to desks. Unsigned desks are reached through their room at once.
 * Everything for signed ones goes through the signer's lane first, so that it is signed once for
 * all of them, keeps its order, and keeps nobody else waiting. Gate loop only.
 */
final class Delivery {
  private final Seats seats;
  private final Optional<Signer> signer;
  private final List<DeskRoom> rooms = new ArrayList<>();

  /** Signs nothing unless there is a signer. */
  Delivery(Seats seats, Optional<Signer> signer) {
    this.seats = seats;
    this.signer = signer;
  }

  /** From now on. The gate loop's own room comes last: the others work while it is written. */
  void open(List<DeskRoom> inOrder) {
    rooms.addAll(inOrder);
  }

  Seats seats() {
    return seats;
  }

  /** News of a market, in a frame that is signed for those who asked. */
  void about(String market, byte[] json) {
    if (!listening(Audience.UNSIGNED).isEmpty()) {
      WireFrame frame = WireFrame.text(json);
      each(Audience.UNSIGNED, (room, to) -> room.about(market, frame, to));
    }
    List<DeskRoom> signed = listening(Audience.SIGNED);
    if (!signed.isEmpty()) {
      inLane(
          by -> {
            WireFrame frame = by.sign(json);
            signed.forEach(room -> room.run(() -> room.about(market, frame, Audience.SIGNED)));
          });
    }
  }

  private List<DeskRoom> listening(Audience audience) {
    return rooms.stream().filter(room -> seats.any(room, audience)).toList();
  }

  /** What is not signed, to all who hear the gate, behind all that was said before. */
  void toAll(BiConsumer<DeskRoom, Audience> what) {
    each(Audience.UNSIGNED, what);
    List<DeskRoom> signed = listening(Audience.SIGNED);
    if (!signed.isEmpty()) {
      inLane(by -> signed.forEach(room -> room.run(() -> what.accept(room, Audience.SIGNED))));
    }
  }

  private void each(Audience audience, BiConsumer<DeskRoom, Audience> what) {
    for (DeskRoom room : listening(audience)) {
      room.run(() -> what.accept(room, audience));
    }
  }

  /** To one desk's loop, behind all that was said before. */
  void to(Desk desk, Audience audience, Runnable what) {
    if (audience == Audience.SIGNED) {
      inLane(by -> desk.room().run(what));
    } else {
      desk.room().run(what);
    }
  }

  /** A table for one desk, or what its own lacks. */
  void table(
      Desk desk,
      Subscription seen,
      Snapshot snapshot,
      Function<Function<byte[], WireFrame>, List<WireFrame>> made) {
    if (seen.audience() == Audience.SIGNED) {
      inLane(
          by -> {
            List<WireFrame> frames = made.apply(by::sign);
            desk.room().run(() -> desk.onTable(seen, snapshot, frames));
          });
    } else {
      desk.room().run(() -> desk.onTable(seen, snapshot, made.apply(WireFrame::text)));
    }
  }

  /** Rather than lose a frame in silence, those who would miss it are closed. */
  private void inLane(Consumer<Signer> task) {
    Signer by = signer.orElseThrow(() -> new IllegalStateException("nothing to sign with"));
    try {
      by.lane().run(() -> task.accept(by));
    } catch (RejectedExecutionException full) {
      rooms.forEach(room -> room.run(room::endSigned));
    }
  }

  /** Telemetry is not signed, and may be late. */
  void telemetry(TelemetryRound round, Set<FeedStream> wanted) {
    for (DeskRoom room : rooms) {
      if (wanted.stream().anyMatch(stream -> seats.any(room, stream))) {
        room.run(() -> room.telemetry(round));
      }
    }
  }

  /** The last word to every room. Calls back once every desk has gone. */
  void farewell(Snapshot last, Runnable allGone) {
    AtomicInteger peopled = new AtomicInteger(rooms.size());
    Runnable gone =
        () -> {
          if (peopled.decrementAndGet() == 0) {
            allGone.run();
          }
        };
    Function<byte[], WireFrame> signed = json -> signer.orElseThrow().sign(json);
    rooms.forEach(room -> room.run(() -> room.farewell(new Farewell(last, signed, gone))));
    if (signer.isPresent()) {
      inLane(by -> rooms.forEach(room -> room.run(room::farewellToSigned)));
    }
    if (rooms.isEmpty()) {
      allGone.run();
    }
  }
}
