package io.driftgate.hooks.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.Samples;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a receiver of our own on real sockets. */
final class WebhookHookIT {
  private static final long NOW_MS = 1_700_000_000_500L;
  private static final WebhookSecret OLD =
      WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
  private static final WebhookSecret NEW =
      WebhookSecret.parse("whsec_plJ3nmyCDGBKInavdOK15jsl9WkT2Cm5").orElseThrow();

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private HttpServer server;
  private volatile Handler<HttpServerRequest> answer = r -> r.response().setStatusCode(204).end();
  private WebhookHook hook;

  private record Received(Map<String, String> headers, Buffer body) {}

  @BeforeEach
  void listen() {
    server =
        await(
            vertx
                .createHttpServer()
                .connectionHandler(one -> connections.incrementAndGet())
                .requestHandler(
                    request -> {
                      Handler<HttpServerRequest> now = answer;
                      request.body().onSuccess(body -> keep(request, body));
                      now.handle(request);
                    })
                .listen(0, "127.0.0.1"));
    hook = hookTo(server.actualPort(), List.of(NEW, OLD));
  }

  private void keep(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    received.add(new Received(headers, body));
  }

  private WebhookHook hookTo(int port, List<WebhookSecret> secrets) {
    WebhookSettings settings =
        new WebhookSettings(
            URI.create("http://127.0.0.1:" + port + "/hook?k=1"),
            secrets,
            Map.of("Authorization", "Bearer s3cr3t"));
    return onLoop(() -> new WebhookHook(vertx, settings, () -> NOW_MS, Optional.empty()));
  }

  @AfterEach
  void close() {
    await(hook.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private <T> T onLoop(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(go -> done.complete(task.get()));
    return await(done.future());
  }

  private Attempt attempt() {
    return onLoop(() -> hook.attempt(Samples.message()));
  }

  private Outcome outcome() {
    return await(attempt().outcome());
  }

  @Test
  void shouldPostACloudEventThatIsSignedWithBothSecrets() {
    assertThat(outcome()).isEqualTo(Outcome.delivered("status 204"));
    Received one = received.get(0);
    byte[] body = CloudEvent.of(Samples.message());
    assertThat(one.body().getBytes()).isEqualTo(body);
    assertThat(one.headers())
        .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8")
        .containsEntry("authorization", "Bearer s3cr3t")
        .containsEntry("webhook-id", "7-42-desk")
        .containsEntry("webhook-timestamp", "1700000000")
        .containsEntry(
            "webhook-signature",
            NEW.sign("7-42-desk", 1_700_000_000, body)
                + " "
                + OLD.sign("7-42-desk", 1_700_000_000, body));
  }

  @Test
  void shouldGoOnWithTheSameConnection() {
    for (int i = 0; i < 5; i++) {
      outcome();
    }
    assertThat(connections).hasValue(1);
  }

  @Test
  void shouldTakeOnlySuccessForSuccess() {
    for (int status : new int[] {301, 302, 307, 400, 401, 404, 408, 500, 502, 504}) {
      answer = r -> r.response().setStatusCode(status).putHeader("location", "/ok").end();
      assertThat(outcome()).isEqualTo(Outcome.failed("status " + status));
    }
    assertThat(received).as("no redirect is followed").hasSize(10);
  }

  @Test
  void shouldHearThatNobodyWantsToHear() {
    answer = r -> r.response().setStatusCode(410).end();
    assertThat(outcome()).isEqualTo(Outcome.gone("status 410"));
  }

  @Test
  void shouldHearForHowLongToWait() {
    answer = r -> r.response().setStatusCode(503).putHeader("retry-after", "7").end();
    assertThat(outcome()).isEqualTo(Outcome.failed("status 503", 7_000));
    answer =
        r ->
            r.response()
                .setStatusCode(429)
                .putHeader("retry-after", "Tue, 14 Nov 2023 22:13:30 GMT")
                .end();
    assertThat(outcome()).isEqualTo(Outcome.failed("status 429", 9_500));
    answer = r -> r.response().setStatusCode(429).putHeader("retry-after", "soon").end();
    assertThat(outcome()).isEqualTo(Outcome.failed("status 429"));
  }

  @Test
  void shouldNotWaitForTheEndOfAnAnswer() {
    answer = r -> r.response().setChunked(true).setStatusCode(200).write("…");
    assertThat(outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldGiveUpWhenTold() {
    answer = r -> {};
    Attempt attempt = attempt();
    eventually(() -> received.size() == 1);
    onLoop(
        () -> {
          attempt.abort();
          return true;
        });
    assertThat(await(attempt.outcome())).isEqualTo(Outcome.failed("no answer in time"));
    answer = r -> r.response().setStatusCode(204).end();
    assertThat(outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(connections).as("one is not used any more").hasValue(2);
  }

  @Test
  void shouldSayWhenTheConnectionIsCut() {
    answer = r -> r.connection().close();
    assertThat(outcome().note()).startsWith("no answer: ");
  }

  @Test
  void shouldSayWhenNobodyListens() {
    NetServer taken = await(vertx.createNetServer().connectHandler(s -> {}).listen(0, "127.0.0.1"));
    int port = taken.actualPort();
    await(taken.close());
    WebhookHook other = hookTo(port, List.of());
    Outcome outcome = await(onLoop(() -> other.attempt(Samples.message())).outcome());
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(outcome.note()).startsWith("no answer: ").doesNotContain("127.0.0.1");
    await(other.close());
  }

  @Test
  void shouldSendManyAtOnceAndUnsignedWithoutSecrets() {
    WebhookHook plain = hookTo(server.actualPort(), List.of());
    List<Attempt> attempts = new ArrayList<>();
    onLoop(
        () -> {
          for (int i = 0; i < 200; i++) {
            attempts.add(plain.attempt(Samples.message()));
          }
          return true;
        });
    attempts.forEach(
        one -> assertThat(await(one.outcome()).kind()).isEqualTo(Outcome.Kind.DELIVERED));
    assertThat(received).hasSize(200).noneMatch(r -> r.headers().containsKey("webhook-signature"));
    await(plain.close());
  }

  private static void eventually(Supplier<Boolean> done) {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!done.get()) {
      assertThat(System.nanoTime() - endNanos).isNegative();
      Thread.onSpinWait();
    }
  }
}
