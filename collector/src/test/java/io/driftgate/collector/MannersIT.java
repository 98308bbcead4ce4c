package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node is asked beside its heads, and when it is left alone. */
final class MannersIT {
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
  void shouldFetchMissingHeadersUntilNoneIsMissing() {
    ConcurrentLinkedDeque<BlockRef> missing = new ConcurrentLinkedDeque<>();
    for (long height = 99; height > 89; height--) {
      missing.add(new BlockRef(height, hash(height)));
    }
    watch.missing(node -> node.equals(new NodeId("healthy")) ? fetched(missing) : List.of());
    watch.start();
    Waits.until("ten headers", () -> watch.inputs.headers.size() == 10);
    assertThat(watch.inputs.headers)
        .extracting(fact -> fact.head().height())
        .containsExactly(99L, 98L, 97L, 96L, 95L, 94L, 93L, 92L, 91L, 90L);
    assertThat(watch.healthy.headers).hasValue(10);
    assertThat(watch.counters().headersAsked()).isEqualTo(10);
    watch.assertHealthyUndisturbed();
  }

  /** What the core says: those that no header was told for yet. */
  private List<BlockRef> fetched(ConcurrentLinkedDeque<BlockRef> missing) {
    for (HeaderFetched fact : watch.inputs.headers) {
      missing.remove(new BlockRef(fact.head().height(), fact.head().hash()));
    }
    return List.copyOf(missing);
  }

  @Test
  void shouldCountAHeaderThatNobodyHasAndGoOnPolling() {
    watch.missing(node -> List.of(new BlockRef(99, hash(99))));
    watch.healthy.http =
        (request, good) -> FakeNode.end(request, good.startsWith("{") ? none(good) : good);
    watch.start().awaitPolled("healthy", 5);
    assertThat(watch.inputs.headers).isEmpty();
    assertThat(watch.inputs.failures).isEmpty();
    assertThat(watch.counters().headersMissed()).isPositive();
  }

  private static String none(String good) {
    return good.substring(0, good.indexOf("\"result\"")) + "\"result\":null}";
  }

  @Test
  void shouldLeaveANodeAloneForAsLongAsItAsks() {
    watch.healthy.http =
        (request, good) ->
            request.response().setStatusCode(429).putHeader("Retry-After", "600").end();
    watch.start().awaitFailure("healthy", Transport.POLL, FailureKind.RATE_LIMITED);
    long spared = watch.counters().sparedPolls();
    Waits.until("spared polls", () -> watch.counters().sparedPolls() > spared + 5);
    assertThat(watch.healthy.requests).hasValue(1);
  }

  @Test
  void shouldAskANodeThatGoesOnFailingEverLessOften() {
    watch.healthy.http = (request, good) -> request.response().setStatusCode(500).end();
    watch.start();
    Waits.until("spared polls", () -> watch.counters().sparedPolls() > 20);
    int before = watch.healthy.requests.get();
    watch.healthy.http = FakeNode::end;
    watch.awaitPolled("healthy", 3);
    assertThat(before).isLessThan(20);
  }

  @Test
  void shouldNeverAskMoreOftenThanABudgetAllows() {
    FakeNode node = watch.fakeNode();
    long begun = System.nanoTime();
    watch.phaseLocked().polling("phased", node.httpUri()).start().awaitPolled("phased", 40);
    long allowed = (System.nanoTime() - begun) / Watch.INTERVAL_NANOS + 1;
    assertThat((long) node.requests.get()).isLessThanOrEqualTo(allowed);
    assertThat(watch.inputs.failuresOf("phased")).isEmpty();
  }

  private static Hash hash(long height) {
    return Hash.parse(String.format("0x%064x", height + 1));
  }
}
