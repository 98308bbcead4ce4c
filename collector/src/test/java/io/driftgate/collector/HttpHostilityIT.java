package io.driftgate.collector;

import static io.driftgate.collector.RawServer.answers;
import static io.driftgate.collector.RawServer.answersOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HttpHostilityIT {
  private static final byte[] NOTHING = {};

  private final Watch watch = new Watch();

  @BeforeAll
  static void warmUp() {
    Watch.warmUp();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldCallAWebPageMalformed() throws IOException {
    expect(FailureKind.MALFORMED, answersOk(bytes("<!doctype html><title>It works</title>")));
  }

  @Test
  void shouldCallAnEmptyBodyMalformed() throws IOException {
    expect(FailureKind.MALFORMED, answersOk(NOTHING));
  }

  @Test
  void shouldCallTenThousandNestedArraysMalformed() throws IOException {
    expect(FailureKind.MALFORMED, answersOk(bytes("[".repeat(10_000) + "]".repeat(10_000))));
  }

  @Test
  void shouldCallGzipMalformedInsteadOfUnpackingIt() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    String head = "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length;
    expect(FailureKind.MALFORMED, answers(head, bomb));
  }

  @Test
  void shouldCallSomethingThatIsNoHttpMalformed() throws IOException {
    expect(
        FailureKind.MALFORMED,
        (request, socket, out) -> out.write(bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n")));
  }

  /**
   * One line for each poll, in bytes that a node chose, would be a flood for whoever reads logs.
   */
  @Test
  void shouldLeaveNothingToTheTransportToLog() throws IOException {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler keeping = new Keeping(logged);
    Logger transport = Logger.getLogger("io.vertx.core.net");
    transport.addHandler(keeping);
    try {
      expect(
          FailureKind.MALFORMED,
          (request, socket, out) -> out.write(bytes("s3cret is no version\r\n\r\n")));
    } finally {
      transport.removeHandler(keeping);
    }
    assertThat(logged).isEmpty();
  }

  /** Keeps what is logged. */
  private static final class Keeping extends Handler {
    private final List<String> logged;

    Keeping(List<String> logged) {
      this.logged = logged;
    }

    @Override
    public void publish(LogRecord line) {
      logged.add(line.getMessage());
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void shouldRefuseAnAnnouncedGigabyteUnread() throws IOException {
    RawServer.Script script =
        (request, socket, out) -> {
          answers("200 OK\r\nContent-Length: 1073741824", NOTHING).run(request, socket, out);
          Thread.sleep(10_000);
        };
    expect(FailureKind.TOO_LARGE, script);
  }

  @Test
  void shouldRefuseALengthBeyondAllNumbers() throws IOException {
    expect(FailureKind.MALFORMED, answers("200 OK\r\nContent-Length: " + "9".repeat(30), NOTHING));
  }

  @Test
  void shouldCutABodyThatNeverEnds() throws IOException {
    AtomicLong written = new AtomicLong();
    RawServer.Script script =
        (request, socket, out) -> {
          answers("200 OK\r\nTransfer-Encoding: chunked", NOTHING).run(request, socket, out);
          byte[] chunk = bytes("10000\r\n" + " ".repeat(0x10000) + "\r\n");
          while (written.addAndGet(chunk.length) < 200_000_000) {
            out.write(chunk);
          }
        };
    expect(FailureKind.TOO_LARGE, script);
    assertThat(watch.counters().oversized()).isPositive();
  }

  @Test
  void shouldCutASlowDripAtTheDeadlineAndSkipPollsMeanwhile() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    RawServer.Script script =
        (request, socket, out) -> {
          connections.incrementAndGet();
          answers("200 OK\r\nContent-Length: 1000", NOTHING).run(request, socket, out);
          for (int i = 0; i < 1_000; i++) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
          }
        };
    expect(FailureKind.TIMEOUT, script);
    assertThat(watch.counters().skippedPolls()).isPositive();
    assertThat(connections.get()).isLessThan(10);
  }

  @Test
  void shouldTimeOutANodeThatAcceptsAndNeverAnswers() throws IOException {
    expect(FailureKind.TIMEOUT, (request, socket, out) -> Thread.sleep(10_000));
  }

  @Test
  void shouldSayRefusedWhenNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/s3cret");
    }
    watch.polling("hostile", nobody).start();
    watch.awaitFailure("hostile", Transport.POLL, FailureKind.REFUSED);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldSayRefusedWhenTheHostNameIsUnknown() {
    watch.polling("hostile", URI.create("http://no-such-host.invalid:8545")).start();
    Waits.until("a failure", () -> !watch.inputs.failuresOf("hostile").isEmpty());
    assertThat(watch.inputs.kindsOf("hostile", Transport.POLL))
        .isSubsetOf(FailureKind.REFUSED, FailureKind.TIMEOUT);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldSayRefusedWhenTheConnectionIsResetInTheMiddle() throws IOException {
    RawServer.Script script =
        (request, socket, out) -> {
          answers("200 OK\r\nContent-Length: 1000", bytes("[{\"id\":1")).run(request, socket, out);
          socket.setSoLinger(true, 0);
        };
    expect(FailureKind.REFUSED, script);
  }

  @Test
  void shouldSayRefusedWhenTheBodyIsShorterThanAnnounced() throws IOException {
    expect(FailureKind.REFUSED, answers("200 OK\r\nContent-Length: 1000", bytes("[]")));
  }

  @Test
  void shouldFollowNoRedirect() throws IOException {
    AtomicInteger followed = new AtomicInteger();
    try (RawServer target = new RawServer((request, socket, out) -> followed.incrementAndGet())) {
      String head = "307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: " + target.http();
      expect(FailureKind.HTTP_STATUS, answers(head, NOTHING));
      assertThat(followed).hasValue(0);
    }
  }

  @Test
  void shouldTellServerErrorsByTheirStatusWhateverTheBodyIs() throws IOException {
    byte[] huge = new byte[2 << 20];
    expect(FailureKind.HTTP_STATUS, answers("503 Busy\r\nContent-Length: " + huge.length, huge));
  }

  @Test
  void shouldSayRateLimitedAndKeepTheConnection() {
    FakeNode limited = watch.fakeNode();
    limited.http = (request, good) -> request.response().setStatusCode(429).end("slow down");
    watch.polling("hostile", limited.httpUri()).start();
    Waits.until("five answers", () -> limited.requests.get() >= 5);
    assertThat(watch.inputs.kindsOf("hostile", Transport.POLL))
        .containsExactly(FailureKind.RATE_LIMITED);
    assertThat(limited.seen.stream().map(r -> r.connection().remoteAddress()).distinct())
        .hasSize(1);
    watch.assertHealthyUndisturbed();
  }

  private void expect(FailureKind kind, RawServer.Script script) throws IOException {
    try (RawServer hostile = new RawServer(script)) {
      watch.polling("hostile", hostile.http()).start();
      watch.awaitFailure("hostile", Transport.POLL, kind);
      Waits.until("a second failure", () -> watch.inputs.failuresOf("hostile").size() > 1);
      assertThat(watch.inputs.kindsOf("hostile", Transport.POLL)).containsExactly(kind);
      watch.assertHealthyUndisturbed();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
