package io.driftgate.client.protocol;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A desk's end of the conversation with one gate, over all connections to it. It is told what
 * happens and when, and says what to send: the same inputs give the same frames and the same table.
 *
 * <p>One thread at a time. Instants are nanoseconds of one monotonic clock; nothing else is a time
 * to it.
 */
public final class GateSession {
  private static final Set<String> PASSING = Set.of("rate_limited", "not_subscribed");

  private final FrameReader reader;
  private final SessionEvents events;
  private final LeaseLength length = new LeaseLength();
  private final SessionCounts counts = new SessionCounts();
  private final Table table = new Table();
  private final Tenure tenure;
  private final Requests requests;
  private final long helloNanos;

  private SessionState state = SessionState.DOWN;
  private boolean trusted;
  private boolean proven;
  private long epoch = -1;
  private long tableEpoch = -1;
  private long aliveNanos;
  private long tickedNanos;

  GateSession(SessionRules rules, FrameReader reader, SessionEvents events) {
    this.helloNanos = rules.helloNanos();
    this.reader = reader;
    this.events = events;
    this.tenure = new Tenure(rules.holdNanos());
    this.requests = new Requests(rules, reader.signed(), counts);
  }

  /** The reader of this gate's frames, for any thread. */
  public FrameReader reader() {
    return reader;
  }

  /** A connection was made. */
  public void opened(long now, GateWire to) {
    forget();
    requests.opened(to);
    state = SessionState.OPENED;
    aliveNanos = now;
    tickedNanos = now;
    proven = false;
  }

  /** The connection has ended. What was granted stands until its end. */
  public void closed() {
    forget();
  }

  /** No connection could be made, for a reason in our words. */
  public void failed(String reason) {
    counts.add(Counted.FAILURES);
    counts.reason(reason);
  }

  private GateWire forget() {
    state = SessionState.DOWN;
    return requests.forget();
  }

  /** A text message came. */
  public void text(String message, long now) {
    frame(reader.read(message), now);
  }

  /** A text message came, and was read by {@link #reader}. */
  public void frame(Frame frame, long now) {
    if (state == SessionState.DOWN) {
      return;
    }
    aliveNanos = now;
    if (frame instanceof Frame.Broken broken) {
      if (broken.signature()) {
        counts.add(Counted.BAD_SIGNATURES);
      }
      reset(broken.reason(), now);
    } else if (frame instanceof Frame.Hello hello) {
      onHello(hello, now);
    } else if (frame instanceof Frame.Refused refused) {
      onRefused(refused);
    } else if (frame instanceof Frame.Gated gated) {
      if (state == SessionState.OPENED) {
        reset("a gate frame before hello", now);
      } else if (isOfThisEpoch(gated, now)) {
        onGated(gated, now);
      }
    }
  }

  private void onGated(Frame.Gated gated, long now) {
    if (gated instanceof Frame.Snapshot snapshot) {
      onSnapshot(snapshot, now);
    } else if (gated instanceof Frame.Transition transition) {
      onTransition(transition, now);
    } else if (gated instanceof Frame.Lease lease) {
      onLease(lease, now);
    } else if (gated instanceof Frame.Confirmed confirmed) {
      events.onConfirmed(confirmed);
    }
  }

  private void onHello(Frame.Hello hello, long now) {
    if (state != SessionState.OPENED) {
      reset("a second hello", now);
    } else if (hello.epoch() < epoch) {
      counts.add(Counted.FENCED);
      drop("an epoch that is over");
    } else {
      counts.add(Counted.CONNECTIONS);
      length.hello(hello.leaseMs());
      raise(hello.epoch(), now);
      subscribe(now, trusted);
    }
  }

  /** A gate that can't do what the subscription needs will never answer it. */
  private void onRefused(Frame.Refused refused) {
    counts.add(Counted.REFUSALS);
    if (isAsking() && !PASSING.contains(refused.code())) {
      drop("the gate refuses to subscribe this desk");
    }
  }

  private boolean isAsking() {
    return state == SessionState.ASKED || state == SessionState.RESUMED;
  }

  /** A new epoch makes everything before it void; an old one is not listened to. */
  private boolean isOfThisEpoch(Frame.Gated gated, long now) {
    if (gated.epoch() < epoch) {
      counts.add(Counted.FENCED);
      return false;
    }
    if (gated.epoch() > epoch) {
      raise(gated.epoch(), now);
      if (!(gated instanceof Frame.Snapshot)) {
        distrust("an epoch without its snapshot", now);
        return false;
      }
    }
    return true;
  }

  private void raise(long risen, long now) {
    if (risen > epoch) {
      epoch = risen;
      trusted = false;
      voidLease(now);
    }
  }

  private void onSnapshot(Frame.Snapshot snapshot, long now) {
    if (snapshot.epoch() == tableEpoch && table.isAheadOf(snapshot)) {
      counts.add(Counted.STALE);
      return;
    }
    if (!tenure.isHeld(now)) {
      table.forgetUnlisted();
    }
    tenure.speak(now);
    tableEpoch = snapshot.epoch();
    if (!table.replace(snapshot)) {
      reset("more markets than are kept", now);
      return;
    }
    trusted = true;
    state = SessionState.HELD;
    events.onAll(now);
  }

  private void onTransition(Frame.Transition to, long now) {
    Optional<Heard> known = table.listed(to.market());
    if (!trusted) {
      restrict(to, now);
      return;
    }
    if (known.isEmpty()) {
      distrust("a transition of a market that no snapshot has shown", now);
      return;
    }
    Heard market = known.get();
    Row before = market.row();
    if (to.version() <= before.version()) {
      onRepeated(to, before, now);
    } else if (to.version() > before.version() + 1) {
      counts.add(Counted.GAPS);
      restrict(to, now);
      distrust("a transition is missing", now);
    } else {
      Row after = before.after(to);
      if (!after.hasHash(to.rowHash())) {
        reset("a row hash that its row does not have", now);
      } else if (to.seq() <= market.seq()) {
        reset("a seq that does not rise", now);
      } else {
        tenure.speak(now);
        table.change(market, after, to.seq());
        events.onMarket(to.market(), now);
      }
    }
  }

  /** Of a frame that can't be applied, what it forbids counts all the same. */
  private void restrict(Frame.Transition to, long now) {
    tenure.speak(now);
    Optional<Heard> known = table.market(to.market());
    if (known.isPresent()) {
      known.get().restrict(to.quotes(), to.liquidations());
      events.onMarket(to.market(), now);
    }
  }

  private void onRepeated(Frame.Transition to, Row before, long now) {
    counts.add(Counted.STALE);
    if (to.version() == before.version() && !before.hasHash(to.rowHash())) {
      reset("one version with two rows", now);
    }
  }

  private void onLease(Frame.Lease lease, long now) {
    OptionalLong sent = requests.sent(lease.nonce());
    if (sent.isEmpty()) {
      counts.add(Counted.LATE_GRANTS);
      return;
    }
    if (!trusted) {
      return;
    }
    if (!lease.viewHash().equals(table.viewHash())) {
      counts.add(Counted.MISMATCHES);
      distrust("a grant for another table", now);
      return;
    }
    table.reach(lease.seq());
    long end = length.endOf(sent.getAsLong(), lease.leaseMs());
    if (now - end >= 0) {
      counts.add(Counted.LATE_GRANTS);
      return;
    }
    counts.add(Counted.GRANTS);
    state = SessionState.HELD;
    proven = true;
    tenure.grant(end);
    table.grant();
    events.onAll(now);
  }

  /** Nothing counts any more until a snapshot and a matching grant. */
  private void distrust(String reason, long now) {
    counts.reason(reason);
    trusted = false;
    voidLease(now);
    if (state != SessionState.ASKED) {
      state = SessionState.LOST;
      askAgain(now);
    }
  }

  private void askAgain(long now) {
    if (now - requests.askedNanos() >= length.paceNanos()) {
      subscribe(now, false);
    }
  }

  private void voidLease(long now) {
    if (tenure.revoke(now)) {
      events.onAll(now);
    }
  }

  /** The gate broke the rules: nothing that it said can be trusted. */
  private void reset(String reason, long now) {
    counts.add(Counted.RESETS);
    trusted = false;
    table.drop();
    tenure.revoke(now);
    events.onAll(now);
    drop(reason);
  }

  private void drop(String reason) {
    counts.reason(reason);
    forget().drop(reason);
  }

  private void subscribe(long now, boolean resume) {
    state = resume ? SessionState.RESUMED : SessionState.ASKED;
    requests.subscribe(
        now, resume ? OptionalLong.of(tableEpoch) : OptionalLong.empty(), table.seq());
  }

  /** Time goes by: call it at {@link #dueNanos}, and at any other time. */
  public void tick(long now) {
    if (state == SessionState.DOWN) {
      return;
    }
    boolean greeted = state != SessionState.OPENED;
    if (greeted && now - tickedNanos > length.nanos()) {
      aliveNanos = now;
      requests.excuse(now);
    }
    tickedNanos = now;
    if (now - aliveNanos >= (greeted ? length.patienceNanos() : helloNanos)) {
      counts.add(Counted.SILENCES);
      drop("silent for too long");
    } else if (isAsking() && now - requests.askedNanos() >= length.patienceNanos()) {
      counts.add(Counted.SILENCES);
      drop("no snapshot");
    } else if (greeted) {
      if (state == SessionState.LOST) {
        askAgain(now);
      }
      if (now - requests.renewedNanos() >= length.paceNanos()) {
        requests.renew(now);
      }
      requests.sendAcks(now);
    }
  }

  /** When the next tick is wanted, at the latest. */
  public long dueNanos(long now) {
    if (state == SessionState.DOWN || state == SessionState.OPENED) {
      return (state == SessionState.DOWN ? now : aliveNanos) + helloNanos;
    }
    if (state == SessionState.LOST || requests.hasAcks()) {
      return now + LeaseLength.MIN_PACE_NANOS;
    }
    return requests.renewedNanos() + length.paceNanos();
  }

  /**
   * The desk has acted on what was known of the market at that version. Sent if a restriction up to
   * it has not been acknowledged yet.
   */
  public void acknowledge(String market, long version, long now) {
    Optional<Heard> known = table.listed(market);
    if (state != SessionState.DOWN
        && known.isPresent()
        && version <= known.get().row().version()
        && known.get().takeRestricted(version)) {
      requests.acknowledge(market, version, now);
    }
  }

  /** The version that is known of a market; −1 if none. */
  public long version(String market) {
    return table.listed(market).map(h -> h.row().version()).orElse(-1L);
  }

  /** Whether a restriction of the market waits to be acknowledged. */
  boolean isRestricted(String market) {
    return table.listed(market).filter(Heard::isRestricted).isPresent();
  }

  /** This gate's vote on a market. */
  int vote(String market) {
    return table.market(market).map(Heard::vote).orElseGet(Heard::silentVote);
  }

  Iterable<String> markets() {
    return table.ids();
  }

  /** For how long the gate's word counts. */
  GateTerms terms() {
    return tenure.terms();
  }

  /**
   * Whether the present connection has brought a grant that counted: it is worth its reconnects.
   */
  public boolean proven() {
    return proven;
  }

  /** What happened so far, for people. */
  public GateReport report(String name) {
    return new GateReport(
        name, state != SessionState.DOWN, epoch, tenure.terms(), counts.copy(), counts.reason());
  }
}
