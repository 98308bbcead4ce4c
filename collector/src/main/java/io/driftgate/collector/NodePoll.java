package io.driftgate.collector;

import io.driftgate.collector.evm.EvmAnswer;
import io.driftgate.collector.evm.EvmBatch;
import io.driftgate.collector.evm.EvmFailure;
import io.driftgate.collector.evm.EvmHeads;
import io.driftgate.collector.transport.Answer;
import io.driftgate.collector.transport.Exchange;
import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.HttpPoll;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Polls one node: asks whenever it is told to, unless it is still waiting, and reports what comes.
 *
 * <p>Who answers (chain id, client) is asked again on each new connection and after each failure: a
 * name may lead to another machine by then. Until the chain id is right no head is reported, since
 * the answer to it stands in the same batch. Lives on the loop.
 */
final class NodePoll {
  private final NodeEndpoint endpoint;
  private final HttpPoll http;
  private final NodeReports reports;
  private final Consumer<HeadObserved> polled;

  private Optional<HttpConnection> identified = Optional.empty();
  private Optional<HttpConnection> asked = Optional.empty();
  private Optional<EvmBatch> waiting = Optional.empty();
  private boolean busy;
  private long nextId = 1;

  /** Opens nothing yet; {@code polled} is told each head after the core was. */
  NodePoll(
      NodeEndpoint endpoint, HttpPoll http, NodeReports reports, Consumer<HeadObserved> polled) {
    this.endpoint = endpoint;
    this.http = http;
    this.reports = reports;
    this.polled = polled;
  }

  /** Asks once, or counts a skipped poll: a slow node gets no second request. */
  void poll() {
    if (busy) {
      reports.counters().skippedPoll();
      return;
    }
    busy = true;
    reports.counters().poll();
    http.ask(this::question, this::onEnd);
  }

  private Buffer question(HttpConnection connection) {
    boolean known = identified.isPresent() && identified.get() == connection;
    EvmBatch batch = new EvmBatch(endpoint.chainId(), nextId, !known);
    nextId += EvmBatch.IDS;
    asked = Optional.of(connection);
    waiting = Optional.of(batch);
    return Buffer.buffer(batch.toJson());
  }

  private void onEnd(Exchange exchange) {
    busy = false;
    if (exchange instanceof Answer answer) {
      onAnswer(answer, waiting.orElseThrow().read(answer.body().getBytes()));
    } else if (exchange instanceof Failure failure) {
      onFailure(failure);
    }
  }

  private void onAnswer(Answer answer, EvmAnswer said) {
    if (said instanceof EvmHeads heads) {
      onHeads(answer, heads);
    } else if (said instanceof EvmFailure failure) {
      onFailure(new Failure(failure.kind(), failure.message(), answer.received()));
    }
  }

  private void onHeads(Answer answer, EvmHeads heads) {
    identified = asked;
    heads.family().ifPresent(family -> reports.client(family, answer.received()));
    HeadObserved fact =
        HeadObserved.polled(
            endpoint.node(), answer.sentNanos(), answer.received(), heads.head(), heads.finality());
    reports.head(fact);
    polled.accept(fact);
  }

  private void onFailure(Failure why) {
    identified = Optional.empty();
    reports.failed(Transport.POLL, why);
  }
}
