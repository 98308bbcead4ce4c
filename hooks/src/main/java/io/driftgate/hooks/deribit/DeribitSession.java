package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.KeptSocket;
import io.driftgate.hooks.http.VenueClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A connection that is logged in, kept up with heartbeats, and logged in again before its token
 * ends. A call that comes while it is not ready waits until it is. Edge loop.
 */
final class DeribitSession implements KeptSocket.Listener {
  private static final int MAX_WAITING = 64;

  /** Calls that were given up are owed an answer still; of more than these it is not waited for. */
  private static final int MAX_SENT = 64;

  private static final int NONCE_BYTES = 8;
  private static final long CLOCK_TOLERANCE_MS = 1000;
  private static final long LONGEST_TOKEN_SECONDS = 86_400;
  private static final int MS_PER_SECOND = 1000;

  private static final long LOGIN_LIMIT_MS = 3000;

  /** Without a word on a connection that owes an answer for so long, another is tried. */
  private static final long OWED_LIMIT_NANOS = 1_000_000_000;

  /** Heartbeats that may be missing before the connection is given up. */
  private static final int SILENT_BEATS = 3;

  private enum State {
    DOWN,
    LOGGING_IN,
    READING_CLOCK,
    READY,
    REFUSED
  }

  private final Vertx vertx;
  private final DeribitSettings settings;
  private final DeribitSettings.HeartbeatSeconds heartbeat;
  private final BooleanSupplier answersTests;
  private final VenueClock clock;
  private final KeptSocket socket;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, DeribitCall> sent = new HashMap<>();
  private final LongSupplier nanos;
  private final Deque<DeribitCall> waiting = new ArrayDeque<>();

  private State state = State.DOWN;
  private String token = "";
  private Outcome loginRefusal = Outcome.refused("");
  private long loginId;
  private long clockId;
  private long clockAskedMs;
  private long nextId = 1;
  private long connections;
  private long renewal = -1;
  private long loginLimit = -1;
  private long owedSinceNanos;

  /**
   * Opens nothing yet.
   *
   * @param answersTests asked at each {@code test_request}; false: it is left without an answer,
   *     and the venue cuts the connection
   */
  DeribitSession(
      Vertx vertx,
      DeribitSettings settings,
      DeribitSettings.HeartbeatSeconds heartbeat,
      BooleanSupplier answersTests,
      LongSupplier wallMs,
      LongSupplier nanos) {
    this.vertx = vertx;
    this.settings = settings;
    this.heartbeat = heartbeat;
    this.answersTests = answersTests;
    this.nanos = nanos;
    this.clock = new VenueClock(wallMs);
    this.socket =
        new KeptSocket(vertx, settings.endpoint(), SILENT_BEATS * heartbeat.ms(), nanos, this);
  }

  void keep() {
    socket.keep();
  }

  void cut() {
    socket.cut();
  }

  boolean up() {
    return socket.up();
  }

  /** Which connection this is; another number, another connection. */
  long connections() {
    return connections;
  }

  Future<Void> close() {
    return socket.close().onComplete(v -> failAll(drained(waiting), "closed"));
  }

  /** Sends it, now or once logged in. */
  void begin(DeribitCall call) {
    if (!sent.isEmpty() && nanos.getAsLong() - owedSinceNanos > OWED_LIMIT_NANOS) {
      socket.renew();
    }
    if (state == State.READY) {
      send(call);
      return;
    }
    waiting.removeIf(DeribitCall::ended);
    if (waiting.size() >= MAX_WAITING) {
      call.end(Outcome.failed("too much is waiting for a connection"));
      return;
    }
    waiting.add(call);
    if (state == State.REFUSED) {
      login();
    }
  }

  @Override
  public void opened() {
    connections++;
    login();
  }

  @Override
  public void closed() {
    state = State.DOWN;
    token = "";
    vertx.cancelTimer(renewal);
    vertx.cancelTimer(loginLimit);
    failAll(drained(sent.values()), "the connection ended before the answer");
  }

  @Override
  public void text(String message) {
    Json.object(message).ifPresent(this::onMessage);
  }

  private void onMessage(JsonNode message) {
    owedSinceNanos = nanos.getAsLong();
    OptionalLong id = Json.number(message, "id");
    if (id.isEmpty()) {
      onNotification(message);
    } else if (id.getAsLong() == loginId) {
      onLogin(message);
    } else if (id.getAsLong() == clockId) {
      onClock(message);
    } else {
      onAnswer(id.getAsLong(), message);
    }
  }

  private void onNotification(JsonNode message) {
    boolean test =
        Json.text(message, "method").equals("heartbeat")
            && Json.text(message.path("params"), "type").equals("test_request");
    if (test && answersTests.getAsBoolean()) {
      socket.send(DeribitRpc.test(nextId++));
    }
  }

  private void onAnswer(long id, JsonNode answer) {
    DeribitCall call = sent.remove(id);
    if (call == null) {
      return; // given up, or the answer to a test
    }
    if (DeribitAnswers.tokenEnded(answer)) {
      call.end(Outcome.failed("the token has ended"));
      login();
    } else {
      call.answered(answer);
    }
  }

  private void login() {
    state = State.LOGGING_IN;
    sendLogin();
  }

  /** Also while it is ready: the token that it has is good until it ends. */
  private void sendLogin() {
    loginId = nextId++;
    vertx.cancelTimer(loginLimit);
    loginLimit = vertx.setTimer(LOGIN_LIMIT_MS, id -> socket.renew());
    socket.send(
        DeribitRpc.auth(
            loginId, settings.clientId(), settings.clientSecret(), clock.nowMs(), nonce()));
  }

  private void onLogin(JsonNode answer) {
    vertx.cancelTimer(loginLimit);
    JsonNode result = answer.path("result");
    OptionalLong seconds = Json.number(result, "expires_in");
    String given = Json.text(result, "access_token");
    if (given.isEmpty() || seconds.isEmpty() || seconds.getAsLong() <= 0) {
      loginRefusal = DeribitAnswers.error(answer);
      readClock();
      return;
    }
    boolean first = token.isEmpty();
    token = given;
    state = State.READY;
    socket.settled();
    renewBefore(Math.min(seconds.getAsLong(), LONGEST_TOKEN_SECONDS));
    if (first) {
      socket.send(DeribitRpc.setHeartbeat(nextId++, heartbeat));
    }
    drained(waiting).forEach(this::send);
  }

  /** A wrong time looks like a wrong signature: only the venue's clock tells them apart. */
  private void readClock() {
    state = State.READING_CLOCK;
    loginLimit = vertx.setTimer(LOGIN_LIMIT_MS, id -> socket.renew());
    clockId = nextId++;
    clockAskedMs = clock.wallMs();
    socket.send(DeribitRpc.time(clockId));
  }

  private void onClock(JsonNode answer) {
    if (state != State.READING_CLOCK) {
      return;
    }
    vertx.cancelTimer(loginLimit);
    OptionalLong venueMs = Json.number(answer, "result");
    long before = clock.offsetMs();
    venueMs.ifPresent(ms -> clock.learn(ms, clockAskedMs, clock.wallMs()));
    if (Math.abs(clock.offsetMs() - before) > CLOCK_TOLERANCE_MS) {
      login();
      failAll(drained(waiting), "the venue's clock is another; read anew");
    } else {
      state = State.REFUSED;
      drained(waiting).forEach(call -> call.end(loginRefusal));
    }
  }

  private void renewBefore(long seconds) {
    vertx.cancelTimer(renewal);
    renewal = vertx.setTimer(seconds * MS_PER_SECOND / 2, id -> sendLogin());
  }

  private void send(DeribitCall call) {
    if (call.ended()) {
      return;
    }
    if (!call.wanted()) {
      call.end(Outcome.failed("too late to send it"));
      return;
    }
    if (sent.size() >= MAX_SENT) {
      sent.values().removeIf(DeribitCall::ended);
    }
    if (sent.isEmpty()) {
      owedSinceNanos = nanos.getAsLong();
    }
    long id = nextId++;
    sent.put(id, call);
    socket.send(call.text(id, token));
  }

  private static void failAll(List<DeribitCall> calls, String why) {
    calls.forEach(call -> call.end(Outcome.failed(why)));
  }

  /** Taken out first: the end of one may begin another. */
  private static List<DeribitCall> drained(Collection<DeribitCall> calls) {
    List<DeribitCall> all = List.copyOf(calls);
    calls.clear();
    return all;
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
