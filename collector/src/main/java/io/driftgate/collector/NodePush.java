package io.driftgate.collector;

import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.Loop;
import io.driftgate.collector.transport.PushChannel;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps one node's subscription: connects, subscribes, reports heads, and connects again when it is
 * lost. Lives on the loop.
 *
 * <p>Trust begins when the node has confirmed the chain and the subscription. A subscription that
 * falls silent while polling shows heads, or most other nodes while polling shows nothing, loses it
 * and is renewed at once; from the second time on each new one is on probation: it is trusted again
 * when it has pushed a head. Silences and backoff are forgotten once a trusted subscription has
 * lasted half a minute. One that brings only hints to poll is watched in the same way, and the core
 * is told nothing of it: its heads are polled.
 */
final class NodePush implements PushChannel.Listener {
  private static final long BASE_NANOS = 250_000_000L;
  private static final long CAP_NANOS = 30_000_000_000L;
  private static final long PROVEN_NANOS = 30_000_000_000L;
  private static final long MAX_MARGIN_NANOS = 5_000_000_000L;

  private final NodeEndpoint endpoint;
  private final Loop loop;
  private final NodeReports reports;
  private final Function<PushChannel.Listener, PushChannel> channels;
  private final Backoff backoff;
  private final ConnectPace pace;
  private final PushSilence silence;
  private final PushBehindFleet behindFleet;

  private Phase phase = Phase.IDLE;
  private Optional<PushChannel> channel = Optional.empty();
  private Subscription subscription;
  private Runnable moved = () -> {};
  private OptionalLong trustedSinceNanos = OptionalLong.empty();
  private int silences;
  private boolean renewAtOnce;
  private long timer;

  /** Where one connection stands. */
  private enum Phase {
    IDLE,
    CONNECTING,
    SUBSCRIBING,
    LIVE,
    STOPPED
  }

  NodePush(
      NodeEndpoint endpoint,
      Loop loop,
      NodeReports reports,
      ConnectPace pace,
      Function<PushChannel.Listener, PushChannel> channels) {
    this.endpoint = endpoint;
    this.loop = loop;
    this.reports = reports;
    this.pace = pace;
    this.channels = channels;
    this.backoff = new Backoff(BASE_NANOS, CAP_NANOS, endpoint.node().value().hashCode());
    this.silence = new PushSilence(marginNanos(endpoint));
    this.behindFleet = new PushBehindFleet(marginNanos(endpoint));
    this.subscription = endpoint.protocol().subscribe(endpoint.chain());
  }

  /** Two polls and one slow answer, at most 5 s: a head may be polled while it is being pushed. */
  static long marginNanos(NodeEndpoint endpoint) {
    return Math.min(MAX_MARGIN_NANOS, 2 * endpoint.intervalNanos() + endpoint.timeoutNanos());
  }

  /** What to do when a message says that polling would tell more. */
  void onMoved(Runnable poll) {
    moved = poll;
  }

  /** Connects, as soon as it is its turn among all that want to. */
  void start() {
    long wait = pace.take();
    if (wait == 0) {
      connect();
    } else {
      timer = loop.after(wait, this::connect);
    }
  }

  private void connect() {
    phase = Phase.CONNECTING;
    reports.counters().connect();
    subscription = endpoint.protocol().subscribe(endpoint.chain());
    PushChannel opening = channels.apply(this);
    channel = Optional.of(opening);
    opening.open(endpoint.headers());
  }

  void stop() {
    phase = Phase.STOPPED;
    loop.cancel(timer);
    channel.ifPresent(PushChannel::close);
  }

  /** Polling showed a head: the measure of what push owes. */
  void polled(HeadObserved fact) {
    behindFleet.heard();
    long height = fact.head().height();
    boolean silent =
        phase == Phase.LIVE && silence.polled(height, fact.sentNanos(), fact.received().nanos());
    if (silent) {
      onSilent(fact.received(), "height " + height + " was polled and not pushed");
    }
  }

  /** Most of the chain's nodes have shown this height. */
  void fleetStands(long height, Stamp now) {
    if (phase == Phase.LIVE && behindFleet.stands(height, now.nanos())) {
      onSilent(now, "height " + height + " was shown by most nodes and not pushed");
    }
  }

  @Override
  public void onOpen(Stamp at) {
    phase = Phase.SUBSCRIBING;
    timer = loop.after(endpoint.timeoutNanos(), this::onUnconfirmed);
    onEvent(at, subscription.opened());
  }

  @Override
  public void onMessage(Stamp received, Buffer message) {
    onEvent(received, subscription.read(message.getBytes()));
  }

  private void onEvent(Stamp received, PushEvent event) {
    if (event instanceof PushEvent.NewHead head) {
      onHead(received, head);
    } else if (event instanceof PushEvent.Send next) {
      send(next.text());
    } else if (event instanceof PushEvent.Subscribed) {
      onSubscribed(received);
    } else if (event instanceof PushEvent.Moved told) {
      onMoved(received, told);
    } else if (event instanceof PushEvent.Stray) {
      reports.counters().strayMessage();
    } else if (event instanceof PushEvent.Broken broken) {
      giveUp(broken.why().kind(), broken.why().message());
    }
  }

  @Override
  public void onAlive(long sentNanos, Stamp received) {
    if (trustedSinceNanos.isPresent() && subscription.pushesHeads()) {
      reports.alive(sentNanos, received);
    }
  }

  @Override
  public void onLost(Failure why) {
    loop.cancel(timer);
    forgive(why.at());
    untrust(why.at());
    reports.failed(Transport.PUSH, why);
    phase = Phase.IDLE;
    timer = loop.after(renewAtOnce ? 0 : pauseAfter(why), this::start);
    renewAtOnce = false;
  }

  /** Nobody had trusted it yet. */
  @Override
  public void onDeclined(Failure why) {
    loop.cancel(timer);
    phase = Phase.IDLE;
    timer = loop.after(pauseAfter(why), this::start);
  }

  private long pauseAfter(Failure why) {
    return Math.max(backoff.next(), why.retryAfterNanos().orElse(0));
  }

  private void onUnconfirmed() {
    giveUp(FailureKind.TIMEOUT, "the subscription was not confirmed in time");
  }

  private void onSilent(Stamp at, String message) {
    reports.counters().silentSocket();
    forgive(at);
    untrust(at);
    silences++;
    renewAtOnce = silences == 1;
    giveUp(FailureKind.TIMEOUT, message);
  }

  private void send(String text) {
    channel.ifPresent(open -> open.send(text));
  }

  /** Ends the connection; what follows is in {@link #onLost}. */
  private void giveUp(FailureKind kind, String message) {
    channel.ifPresent(open -> open.fail(kind, message));
  }

  private void onSubscribed(Stamp at) {
    loop.cancel(timer);
    phase = Phase.LIVE;
    silence.confirmed(at.nanos());
    behindFleet.heard();
    if (silences < 2) {
      trust(at);
    }
  }

  private void onHead(Stamp received, PushEvent.NewHead shown) {
    reports.counters().pushedHead();
    silence.pushed(shown.head().height());
    behindFleet.heard();
    trust(received);
    reports.head(
        new HeadObserved(
            endpoint.node(),
            Transport.PUSH,
            received.nanos(),
            received,
            shown.head(),
            Finality.NOT_ASKED,
            Set.of(),
            shown.verification()));
  }

  /** The head itself is the poll's to say. */
  private void onMoved(Stamp received, PushEvent.Moved told) {
    if (phase != Phase.LIVE) {
      reports.counters().strayMessage();
      return;
    }
    behindFleet.heard();
    if (told.height() >= 0) {
      silence.pushed(told.height());
      trust(received);
    } else {
      silence.confirmed(received.nanos());
    }
    moved.run();
  }

  private void trust(Stamp at) {
    if (trustedSinceNanos.isEmpty()) {
      trustedSinceNanos = OptionalLong.of(at.nanos());
      tell(true, at);
    }
  }

  private void untrust(Stamp at) {
    if (trustedSinceNanos.isPresent()) {
      trustedSinceNanos = OptionalLong.empty();
      tell(false, at);
    }
  }

  /** The core takes trust for a promise of heads: hints to poll are none. */
  private void tell(boolean trusted, Stamp at) {
    if (subscription.pushesHeads()) {
      reports.push(trusted, at);
    }
  }

  private void forgive(Stamp at) {
    if (trustedSinceNanos.isPresent()
        && at.nanos() - trustedSinceNanos.getAsLong() > PROVEN_NANOS) {
      silences = 0;
      backoff.reset();
    }
  }
}
