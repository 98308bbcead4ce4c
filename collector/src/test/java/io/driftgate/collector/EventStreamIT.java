package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.transport.Address;
import io.driftgate.collector.transport.Clients;
import io.driftgate.collector.transport.EventStream;
import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.Limits;
import io.driftgate.collector.transport.Loop;
import io.driftgate.collector.transport.PushChannel;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event stream over a real socket, against a server that can lie below HTTP. */
final class EventStreamIT {
  private static final Limits LIMITS = new Limits(1_000_000_000L, 10_000);
  private static final long SILENCE_NANOS = 600_000_000L;
  private static final String STREAM = "200 OK\r\nContent-Type: text/event-stream; charset=utf-8";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Heard heard = new Heard();
  private EventStream stream;

  @AfterEach
  void close() {
    Waits.get(vertx.close());
  }

  @Test
  void shouldBringEventsHoweverTheyAreCut() throws IOException {
    AtomicReference<String> request = new AtomicReference<>("");
    String events = ": hello\r\n\r\nevent: head\r\ndata: {}\r\n\r\n:\n\ndata: x\ndata: y\n\n";
    RawServer.Script drips =
        (head, socket, out) -> {
          request.set(head);
          out.write(("HTTP/1.1 " + STREAM + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
          for (byte next : events.getBytes(StandardCharsets.UTF_8)) {
            out.write(next);
            out.flush();
            Thread.sleep(1);
          }
          Thread.sleep(5_000);
        };
    try (RawServer node = new RawServer(drips)) {
      open(node);
      Waits.until("both events", () -> heard.events.size() == 2);
      assertThat(heard.events).containsExactly("head\n{}", "message\nx\ny");
      assertThat(heard.opened).hasValue(1);
      assertThat(request.get())
          .startsWith("GET /key/stream?topics=head&topics=other HTTP/1.1\r\n")
          .containsIgnoringCase("accept: text/event-stream")
          .contains("Bearer s3cret");
      loop.runOnContext(v -> stream.close());
      Waits.pause(100);
      assertThat(heard.lost).isEmpty();
    }
  }

  @Test
  void shouldTellRefusalsByTheirStatus() throws IOException {
    expect(FailureKind.HTTP_STATUS, "400 No\r\nContent-Length: 0", "");
    expect(FailureKind.HTTP_STATUS, "302 Away\r\nLocation: /x\r\nContent-Length: 0", "");
    Failure limited =
        expect(FailureKind.RATE_LIMITED, "429 Slow\r\nRetry-After: 7\r\nContent-Length: 0", "");
    assertThat(limited.retryAfterNanos()).hasValue(7_000_000_000L);
    assertThat(heard.opened).hasValue(0);
  }

  @Test
  void shouldOpenNothingThatIsNoEventStream() throws IOException {
    expect(FailureKind.MALFORMED, "200 OK\r\nContent-Type: application/json", "{}");
    expect(FailureKind.MALFORMED, "200 OK", "data: x\n\n");
    expect(FailureKind.MALFORMED, STREAM + "\r\nContent-Encoding: gzip", "data: x\n\n");
    expect(FailureKind.MALFORMED, "<html>", "");
    assertThat(heard.opened).hasValue(0);
  }

  @Test
  void shouldEndOverItsCap() throws IOException {
    expect(FailureKind.TOO_LARGE, STREAM, "data: " + "x".repeat(11_000));
    expect(FailureKind.TOO_LARGE, STREAM, ":" + "x".repeat(11_000));
    expect(FailureKind.TOO_LARGE, STREAM, "data: 0123456789\n".repeat(1_000));
    assertThat(heard.events).isEmpty();
  }

  @Test
  void shouldEndWithItsPeer() throws IOException {
    expect(FailureKind.REFUSED, STREAM, "data: x\n\ndata: cut");
    assertThat(heard.events).containsExactly("message\nx");
  }

  @Test
  void shouldNotWaitForAnAnswerForEver() throws IOException {
    try (RawServer node = new RawServer((head, socket, out) -> Thread.sleep(10_000))) {
      open(node);
      assertThat(lost().kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(heard.opened).hasValue(0);
    }
  }

  @Test
  void shouldEndInSilenceAndLiveByComments() throws IOException {
    RawServer.Script comments =
        (head, socket, out) -> {
          out.write(("HTTP/1.1 " + STREAM + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
          for (int i = 0; i < 10; i++) {
            out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(200);
          }
          Thread.sleep(10_000);
        };
    try (RawServer node = new RawServer(comments)) {
      long beganNanos = System.nanoTime();
      open(node);
      Failure why = lost();
      assertThat(why.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(why.message()).contains("no byte").doesNotContain("key");
      assertThat(why.at().nanos() - beganNanos).isGreaterThan(1_800_000_000L + SILENCE_NANOS);
      assertThat(heard.opened).hasValue(1);
    }
  }

  private Failure expect(FailureKind kind, String head, String body) throws IOException {
    heard.lost.clear();
    RawServer.Script script = RawServer.answers(head, body.getBytes(StandardCharsets.UTF_8));
    try (RawServer node = new RawServer(script)) {
      open(node);
      Failure why = lost();
      assertThat(why.kind()).as("%s: %s", head, why.message()).isEqualTo(kind);
      return why;
    }
  }

  private Failure lost() {
    Waits.until("the end", () -> !heard.lost.isEmpty());
    Waits.pause(50);
    assertThat(heard.lost).hasSize(1);
    return heard.lost.get(0);
  }

  private void open(RawServer node) {
    Address address = Address.of(node.http().resolve("/key/"), "http", "https");
    loop.runOnContext(
        v -> {
          stream =
              new EventStream(
                  Loop.current(vertx, loop),
                  EventStreamIT::now,
                  new Clients(vertx, 1, Optional.empty()),
                  address,
                  "/stream?topics=head&topics=other",
                  LIMITS,
                  SILENCE_NANOS,
                  heard);
          stream.open(Map.of("Authorization", "Bearer s3cret"));
        });
  }

  private static Stamp now() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  /** What the stream told. Read from any thread. */
  private static final class Heard implements PushChannel.Listener {
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Failure> lost = new CopyOnWriteArrayList<>();

    @Override
    public void onOpen(Stamp at) {
      opened.incrementAndGet();
    }

    @Override
    public void onMessage(Stamp received, Buffer message) {
      events.add(message.toString());
    }

    @Override
    public void onAlive(long sentNanos, Stamp received) {
      throw new AssertionError("nothing was asked");
    }

    @Override
    public void onLost(Failure why) {
      lost.add(why);
    }
  }
}
