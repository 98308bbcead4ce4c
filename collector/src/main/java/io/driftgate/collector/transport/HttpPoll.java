package io.driftgate.collector.transport;

import io.driftgate.collector.protocol.Request;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks one node over HTTP, one request at a time. Lives on the loop. */
public final class HttpPoll {
  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final HttpClient client;
  private final Address address;
  private final Limits limits;
  private final RequestOptions options;

  /**
   * Opens nothing yet.
   *
   * @param apart whether other nodes are asked at the same host and port: then connections are not
   *     shared with them, or one node's poll of several requests would come to another's
   * @param headers sent with each request, in addition to our own
   */
  public HttpPoll(
      Loop loop,
      Supplier<Stamp> clock,
      Clients clients,
      Address address,
      Limits limits,
      boolean apart,
      Map<String, String> headers) {
    this.loop = loop;
    this.clock = clock;
    this.client = apart ? clients.own(limits) : clients.http(limits);
    this.address = address;
    this.limits = limits;
    this.options = address.applyTo(new RequestOptions());
    headers.forEach(options::putHeader);
    options.putHeader("Accept", "application/json").putHeader("Accept-Encoding", "identity");
  }

  /**
   * Sends one request.
   *
   * @param question the request, given the connection that it will be written to: a new one may
   *     lead to another machine behind the same name
   * @param timeoutNanos limit on the whole exchange; at most that of the limits
   * @param end called exactly once, on the loop, within the timeout
   */
  public void ask(
      Function<HttpConnection, Request> question, long timeoutNanos, Consumer<Exchange> end) {
    loop.check();
    Limits left = new Limits(Math.min(timeoutNanos, limits.timeoutNanos()), limits.maxBytes());
    new HttpExchange(loop, clock, address, left, question, end).start(client, options);
  }
}
