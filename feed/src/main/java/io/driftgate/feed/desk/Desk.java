package io.driftgate.feed.desk;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.frame.ErrorJson;
import io.driftgate.feed.frame.GateHeader;
import io.driftgate.feed.frame.LeaseJson;
import io.driftgate.feed.frame.PongJson;
import io.driftgate.feed.frame.WireFrame;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One connected desk: its state machine, what it subscribed to, and how much it can take.
 *
 * <p>On the loop that accepted it only; what comes from the gate loop comes through its {@link
 * DeskRoom}, in the gate's order.
 */
public final class Desk {
  private static final String WITHDRAWN = "the token has expired or was withdrawn";

  private final DeskRoom room;
  private final DeskSocket socket;
  private final WritePressure pressure;
  private final TelemetryCursor telemetry = new TelemetryCursor();
  private final Allowance renewals;
  private final Allowance subscribes;
  private final Allowance pings;
  private final Allowance frames;
  private final long connectedNanos;
  private final WireFrame hello;
  private final Gatekeeper gatekeeper;
  private Optional<Pass> pass = Optional.empty();
  private Sight sight = Sight.ALL;
  private DeskState state = DeskState.CONNECTED;
  private Subscription subscription =
      new Subscription(new MarketGlobs(List.of()), Set.of(), Audience.UNSIGNED);
  private Optional<Audience> audience = Optional.empty();
  private long heardNanos;
  private long pingedNanos;
  private long closingNanos;
  private int framesAfterClose;

  Desk(DeskRoom room, DeskSocket socket, WireFrame hello, Gatekeeper gatekeeper) {
    long now = room.nowNanos();
    this.room = room;
    this.socket = socket;
    this.hello = hello;
    this.gatekeeper = gatekeeper;
    this.pressure = new WritePressure(socket, room.rules().leaseNanos());
    this.renewals = new Allowance(DeskRules.PER_SECOND, now);
    this.subscribes = new Allowance(DeskRules.PER_SECOND, now);
    this.pings = new Allowance(DeskRules.PER_SECOND, now);
    this.frames = new Allowance(DeskRules.FLOOD_PER_SECOND, now);
    this.connectedNanos = now;
    this.heardNanos = now;
    this.pingedNanos = now;
  }

  /** Through which the gate loop reaches this desk. The only method for any thread. */
  public DeskRoom room() {
    return room;
  }

  /** Lets it in, or not. Before that nothing but pings is sent to it. */
  void admit(Pass shown) {
    if (!shown.mayListen()) {
      refuse(Refusal.SCOPE, CloseCode.NOT_ALLOWED, "the token lacks the scope feed");
    } else if (!shown.enter()) {
      refuse(Refusal.TOKEN_CROWD, CloseCode.NOT_ALLOWED, "too many desks with this token");
    } else {
      pass = Optional.of(shown);
      send(hello);
    }
  }

  private void show(String token) {
    gatekeeper
        .show(token)
        .ifPresentOrElse(this::admit, () -> refuseToken("the token is unknown or has expired"));
  }

  private void refuseToken(String reason) {
    refuse(Refusal.TOKEN, CloseCode.NOT_AUTHENTICATED, reason);
  }

  private void refuse(Refusal why, CloseCode code, String reason) {
    if (state.isOpen()) {
      room.counts().refuse(why);
      close(code, reason);
    }
  }

  /**
   * A frame of any kind has come, before what it says is told. Pings are answered below us: whoever
   * floods them and reads nothing would fill our memory with pongs.
   */
  public void onFrame() {
    if (!state.isOpen()) {
      framesAfterClose++;
      if (framesAfterClose > DeskRules.FLOOD_PER_SECOND) {
        end();
      }
    } else if (!frames.take(room.nowNanos())) {
      close(CloseCode.BAD_FRAME, "more than 200 frames a second");
    }
  }

  /** A whole text message has come. */
  public void onText(String message) {
    if (state.isOpen()) {
      heardNanos = room.nowNanos();
      if (pass.isEmpty()) {
        FrameReader.read(message, stranger());
      } else if (pass.get().stands()) {
        FrameReader.read(message, new Asked());
      } else {
        refuseToken(WITHDRAWN);
      }
    }
  }

  private Requests stranger() {
    return new Stranger(
        this::show, () -> refuseToken("the first frame must be auth"), this::onBadFrame);
  }

  /** Something came that no desk should send. */
  public void onBadFrame(String reason) {
    close(CloseCode.BAD_FRAME, reason);
  }

  /** An answer to a ping has come. */
  public void onPong() {
    heardNanos = room.nowNanos();
  }

  /** The connection has ended. */
  void onClosed() {
    if (state != DeskState.CLOSED) {
      state = state.to(DeskState.CLOSED);
      room.gate().leave(this);
      pass.ifPresent(Pass::leave);
    }
  }

  /**
   * What the last subscribe sees, and all that comes after it.
   *
   * @param snapshot all rows, of which the desk's pass shows some
   * @param frames a snapshot; or, for a desk that has a table, the transitions that it missed
   */
  public void onTable(Subscription seen, Snapshot snapshot, List<WireFrame> frames) {
    if (!state.isOpen()) {
      return;
    }
    if (state != DeskState.SUBSCRIBED) {
      state = state.to(DeskState.SUBSCRIBED);
    }
    subscription = seen;
    sight = Sight.of(pass.map(Pass::markets).orElse(MarketGlobs.ALL), snapshot.rows());
    telemetry.restart();
    frames.forEach(frame -> queue(room.buffer(frame)));
    socket.flush();
  }

  /** The gate stands behind its state. */
  public void onGrant(GateHeader header, String nonce, Hash viewHash) {
    if (state == DeskState.SUBSCRIBED) {
      send(WireFrame.text(LeaseJson.frame(header, nonce, viewHash)));
    }
  }

  /** A renewal or an acknowledgement that came before any subscribe. */
  public void onNothingSeen() {
    refuse("not_subscribed", "subscribe first");
  }

  /** An acknowledgement of what was never said. */
  public void onUnknownVersion() {
    refuse("unknown_version", "acknowledged a version that this desk was never sent");
  }

  /** The gate can't sign as fast as it speaks. */
  void onUnsigned() {
    tooSlow("more waits for signatures than is kept");
  }

  /** The gate is going away: the last frame and the close. */
  void onFarewell(Farewell farewell) {
    if (state == DeskState.SUBSCRIBED) {
      send(farewell.frame(subscription));
    }
    close(CloseCode.GOING_AWAY, "the gate is going away");
  }

  boolean isOf(Audience wanted) {
    return subscription.audience() == wanted;
  }

  boolean hearsTheGate(Audience wanted) {
    return state == DeskState.SUBSCRIBED
        && isOf(wanted)
        && subscription.streams().contains(FeedStream.GATE);
  }

  boolean hearsOf(String market, Audience wanted) {
    return hearsTheGate(wanted) && subscription.markets().sees(market);
  }

  /** Sends a gate frame that all desks share. The buffer stays the caller's. */
  void deliver(ByteBuf shared) {
    if (state.isOpen() && !socket.writeNow(shared)) {
      queue(shared.retainedDuplicate());
      socket.flush();
    }
  }

  /** Queues a gate frame without flushing it. Owns the buffer. */
  void queue(ByteBuf frame) {
    if (!state.isOpen()) {
      frame.release();
    } else if (socket.pendingBytes() > room.rules().maxPendingBytes()) {
      frame.release();
      tooSlow("more is waiting for it than is kept");
    } else {
      socket.write(frame);
    }
  }

  /** Ends the connection without another word. */
  void end() {
    socket.terminate();
  }

  /** Bytes that the kernel has not taken yet. */
  long pendingBytes() {
    return socket.pendingBytes();
  }

  void flush() {
    socket.flush();
  }

  /** Telemetry goes only where nothing waits, so that it is never ahead of a waiting gate frame. */
  void onTelemetry(TelemetryRound round) {
    if (state == DeskState.SUBSCRIBED && socket.pendingBytes() == 0) {
      telemetry.send(
          round,
          subscription.streams(),
          sight,
          DeskRules.TELEMETRY_BYTES,
          slot -> socket.write(room.buffer(slot.frame())));
      socket.flush();
    }
  }

  /** Several times a lease: deadlines, pressure, pings. */
  void onTick(long nowNanos) {
    if (state == DeskState.CLOSING) {
      if (nowNanos - closingNanos > room.rules().leaseNanos()) {
        end();
      }
    } else if (pass.isPresent() && !pass.get().stands()) {
      refuseToken(WITHDRAWN);
    } else if (state == DeskState.CONNECTED
        && pass.isEmpty()
        && nowNanos - connectedNanos >= room.rules().subscribeNanos()) {
      refuseToken("no token in time");
    } else if (state == DeskState.CONNECTED
        && nowNanos - connectedNanos >= room.rules().subscribeNanos()) {
      room.counts().noSubscribe();
      close(CloseCode.NO_SUBSCRIBE, "no subscribe in time");
    } else if (pressure.isOverdue(nowNanos)) {
      tooSlow("frames waited for one lease");
    } else if (nowNanos - heardNanos >= room.rules().silenceNanos()) {
      tooSlow("not heard for two leases");
    } else if (nowNanos - pingedNanos >= room.rules().pingNanos()) {
      pingedNanos = nowNanos;
      send(WireFrame.PING);
    }
  }

  private void tooSlow(String reason) {
    if (state.isOpen()) {
      room.counts().tooSlow();
      close(CloseCode.TOO_SLOW, reason);
    }
  }

  private void refuse(String code, String message) {
    send(WireFrame.text(ErrorJson.frame(code, message)));
  }

  /** Writes to this desk alone. */
  void send(WireFrame frame) {
    if (state.isOpen()) {
      queue(room.buffer(frame));
      socket.flush();
    }
  }

  private void close(CloseCode code, String reason) {
    if (state.isOpen()) {
      if (code == CloseCode.BAD_FRAME) {
        room.counts().badFrame();
      }
      state = state.to(DeskState.CLOSING);
      closingNanos = room.nowNanos();
      socket.close(code, reason);
    }
  }

  /** What the desk asks for. */
  private final class Asked implements Requests {
    @Override
    public void subscribe(Subscription asked, Optional<Since> since) {
      if (!subscribes.take(heardNanos)) {
        refuse("rate_limited", "at most 20 subscribes a second");
        return;
      }
      if (asked.audience() == Audience.SIGNED && !room.rules().signs()) {
        refuse("unsupported", "this gate does not sign; subscribe with \"signed\":false");
        return;
      }
      if (audience.isPresent() && audience.get() != asked.audience()) {
        refuse("unsupported", "\"signed\" is chosen once: connect anew to change it");
        return;
      }
      audience = Optional.of(asked.audience());
      if (state == DeskState.CONNECTED) {
        state = state.to(DeskState.ASKED);
      }
      Subscription seen = room.shared(asked.within(pass.orElseThrow().markets()));
      room.gate().subscribe(Desk.this, seen, since);
    }

    @Override
    public void renew(String nonce) {
      if (renewals.take(heardNanos)) {
        room.gate().renew(Desk.this, nonce);
      } else {
        refuse("rate_limited", "at most 20 renewals a second; this one was not granted");
      }
    }

    @Override
    public void ack(String market, long version) {
      room.counts().acknowledged();
      room.gate().acknowledge(Desk.this, market, version);
    }

    @Override
    public void ping(Optional<String> id) {
      if (pings.take(heardNanos)) {
        send(WireFrame.text(PongJson.frame(id, room.wallMs())));
      } else {
        refuse("rate_limited", "at most 20 pings a second");
      }
    }

    @Override
    public void auth(String token) {
      room.counts().tokensIgnored();
    }

    @Override
    public void refuse(String code, String message) {
      Desk.this.refuse(code, message);
    }

    @Override
    public void bad(String reason) {
      close(CloseCode.BAD_FRAME, reason);
    }
  }
}
