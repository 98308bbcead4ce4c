package io.driftgate.collector;

import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.transport.Answer;
import io.driftgate.collector.transport.Exchange;
import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.HttpPoll;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.vertx.core.http.HttpConnection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Polls one node: asks whenever it is told to, unless it is still waiting, and reports what comes.
 * After a good poll it asks for headers that the core misses, on the same connection.
 *
 * <p>Who answers (chain id, client) is asked again on each new connection and after each failure: a
 * name may lead to another machine by then. Until the chain id is right no head is reported. A poll
 * of several requests that come to different connections is begun anew. Lives on the loop.
 */
final class NodePoll {
  /** What one poll may fetch; the next one goes on. */
  private static final int MAX_HEADERS = 8;

  private final NodeEndpoint endpoint;
  private final HttpPoll http;
  private final Supplier<Stamp> clock;
  private final NodeReports reports;
  private final MissingHeaders missing;
  private final HeaderHunt hunt;
  private final PollPause pause;
  private final Probe probe;

  private Consumer<HeadObserved> polled = fact -> {};
  private Optional<HttpConnection> identified = Optional.empty();
  private Optional<HttpConnection> asked = Optional.empty();
  private boolean busy;
  private boolean stopped;
  private Optional<Runnable> queued = Optional.empty();
  private boolean torn;
  private boolean begunAnew;
  private OptionalLong firstSentNanos = OptionalLong.empty();
  private long untilNanos;
  private int headersLeft;

  /** Opens nothing yet. */
  NodePoll(
      NodeEndpoint endpoint,
      HttpPoll http,
      Supplier<Stamp> clock,
      NodeReports reports,
      MissingHeaders missing,
      HeaderHunt hunt,
      PollPause pause) {
    this.endpoint = endpoint;
    this.http = http;
    this.clock = clock;
    this.reports = reports;
    this.missing = missing;
    this.hunt = hunt;
    this.pause = pause;
    probe = endpoint.protocol().probe(endpoint.chain());
  }

  /** Who is told each head after the core was. */
  void onHead(Consumer<HeadObserved> told) {
    polled = told;
  }

  /** Whether an answer is waited for. */
  boolean isBusy() {
    return busy;
  }

  /** Asks once, or counts a skipped poll: a slow node gets no second request. */
  void poll() {
    if (busy) {
      reports.counters().skippedPoll();
      return;
    }
    busy = true;
    begunAnew = false;
    reports.counters().poll();
    untilNanos = clock.get().nanos() + endpoint.timeoutNanos();
    begin();
  }

  /** Runs this at once, or when the poll that is under way has ended well. */
  void afterwards(Runnable action) {
    if (busy) {
      queued = Optional.of(action);
    } else {
      action.run();
    }
  }

  /** Asks nothing more: what still comes is of an exchange that nobody waits for. */
  void stop() {
    stopped = true;
  }

  private void end() {
    busy = false;
    Optional<Runnable> now = queued;
    queued = Optional.empty();
    now.ifPresent(Runnable::run);
  }

  private void begin() {
    torn = false;
    asked = Optional.empty();
    firstSentNanos = OptionalLong.empty();
    http.ask(this::first, endpoint.timeoutNanos(), this::onEnd);
  }

  private Request first(HttpConnection connection) {
    boolean known = identified.isPresent() && identified.get() == connection;
    asked = Optional.of(connection);
    return probe.begin(!known);
  }

  private void ask(Request next) {
    long left = untilNanos - clock.get().nanos();
    if (left <= 0) {
      onFailure(late());
      return;
    }
    http.ask(
        connection -> {
          torn |= asked.isEmpty() || asked.get() != connection;
          return next;
        },
        left,
        this::onEnd);
  }

  private Failure late() {
    String words = "the requests of one poll together took longer than its timeout";
    return new Failure(FailureKind.TIMEOUT, words, clock.get());
  }

  private void onEnd(Exchange exchange) {
    if (stopped) {
      return;
    }
    if (exchange instanceof Failure failure) {
      onFailure(failure);
    } else if (exchange instanceof Answer answer && torn) {
      onTorn(answer.received());
    } else if (exchange instanceof Answer answer) {
      onStep(answer, probe.read(answer.bytes()));
    }
  }

  private void onStep(Answer answer, Step step) {
    if (firstSentNanos.isEmpty()) {
      firstSentNanos = OptionalLong.of(answer.sentNanos());
    }
    if (step instanceof Step.Ask next) {
      ask(next.next());
    } else if (step instanceof Step.Said said) {
      onWords(answer, said.words());
    } else if (step instanceof Step.Failed failed) {
      onFailure(failure(failed.why(), answer.received()));
    }
  }

  private static Failure failure(Defect why, Stamp at) {
    return new Failure(why.kind(), why.message(), at);
  }

  /** The connection was closed between two requests: who answers now is not known. */
  private void onTorn(Stamp at) {
    identified = Optional.empty();
    if (begunAnew) {
      String words = "each request of a poll came to another connection";
      onFailure(new Failure(FailureKind.REFUSED, words, at));
      return;
    }
    begunAnew = true;
    begin();
  }

  private void onWords(Answer answer, NodeWords words) {
    identified = asked;
    pause.succeeded();
    words.family().ifPresent(family -> reports.client(family, answer.received()));
    HeadObserved fact =
        new HeadObserved(
            endpoint.node(),
            Transport.POLL,
            probe.datedByFirst() ? firstSentNanos.getAsLong() : answer.sentNanos(),
            answer.received(),
            words.head(),
            words.finality(),
            words.flags(),
            words.verification());
    reports.head(fact);
    words.rollup().ifPresent(lag -> reports.rollup(lag, answer.received()));
    polled.accept(fact);
    headersLeft = MAX_HEADERS;
    fetchHeader();
  }

  private void fetchHeader() {
    long now = clock.get().nanos();
    List<BlockRef> wanted =
        headersLeft > 0 && untilNanos > now ? missing.of(endpoint.node()) : List.of();
    Optional<BlockRef> header = hunt.begin(endpoint.node(), wanted, now);
    if (header.isEmpty()) {
      end();
      return;
    }
    Optional<Request> question = probe.askHeader(header.get());
    if (question.isEmpty()) {
      hunt.ended(endpoint.node(), header.get(), false, now);
      end();
      return;
    }
    headersLeft--;
    reports.counters().headerAsked();
    http.ask(connection -> question.get(), untilNanos - now, said -> onHeader(header.get(), said));
  }

  /** A header is worth no alarm: the head that it is wanted for stands without it. */
  private void onHeader(BlockRef header, Exchange exchange) {
    Optional<Probe.HeaderStep.Found> found = found(exchange);
    hunt.ended(endpoint.node(), header, found.isPresent(), clock.get().nanos());
    if (stopped) {
      return;
    }
    if (found.isPresent()) {
      reports.header(found.get().head(), ((Answer) exchange).received());
    } else {
      reports.counters().headerMissed();
    }
    if (exchange instanceof Failure) {
      end();
    } else {
      fetchHeader();
    }
  }

  private Optional<Probe.HeaderStep.Found> found(Exchange exchange) {
    return exchange instanceof Answer answer
            && probe.readHeader(answer.bytes()) instanceof Probe.HeaderStep.Found header
        ? Optional.of(header)
        : Optional.empty();
  }

  private void onFailure(Failure why) {
    busy = false;
    queued = Optional.empty();
    identified = Optional.empty();
    pause.failed(why);
    reports.failed(Transport.POLL, why);
  }
}
