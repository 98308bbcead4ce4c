package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PollingIT {
  private static final Pattern BETWEEN_ITEMS = Pattern.compile(",(?=\\{\"jsonrpc\")");

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
  void shouldReportHeadsWithFinalityAndHonestStamps() {
    long before = System.nanoTime();
    watch.start().awaitPolled("healthy", 3);
    watch.healthy.mine();
    Waits.until("the new head", () -> newest("healthy").head().height() == 101);
    HeadObserved fact = newest("healthy");
    assertThat(fact.finality().safe().height()).isEqualTo(99);
    assertThat(fact.finality().finalized().height()).isEqualTo(97);
    assertThat(fact.sentNanos()).isBetween(before, fact.received().nanos());
    assertThat(fact.received().nanos()).isLessThanOrEqualTo(System.nanoTime());
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldAskWhoAnswersOncePerConnectionAndKeepTheConnection() {
    watch.start().awaitPolled("healthy", 10);
    assertThat(watch.healthy.identifications).hasValue(1);
    assertThat(watch.healthy.seen.stream().map(r -> r.connection().remoteAddress()).distinct())
        .hasSize(1);
    assertThat(watch.inputs.clients).extracting(ClientIdentified::family).containsExactly("geth");
  }

  @Test
  void shouldAskWhoAnswersAgainAfterAFailure() {
    watch.start().awaitPolled("healthy", 2);
    watch.healthy.http = (request, good) -> FakeNode.end(request, "<html>");
    watch.awaitFailure("healthy", Transport.POLL, FailureKind.MALFORMED);
    watch.healthy.http = FakeNode::end;
    watch.awaitPolled("healthy", 2);
    assertThat(watch.healthy.identifications.get()).isGreaterThan(1);
  }

  @Test
  void shouldAskWhoAnswersAgainOnANewConnection() {
    watch.start().awaitPolled("healthy", 2);
    watch.healthy.http =
        (request, good) -> {
          request.response().putHeader("Connection", "close");
          FakeNode.end(request, good);
        };
    watch.awaitPolled("healthy", 5);
    assertThat(watch.healthy.identifications.get()).isGreaterThanOrEqualTo(4);
    assertThat(watch.inputs.failures).isEmpty();
  }

  @Test
  void shouldSendItsHeadersAndAskForNoCompression() {
    watch.start().awaitPolled("healthy", 1);
    HttpServerRequest request = watch.healthy.seen.get(0);
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.headers().getAll("Accept-Encoding")).containsExactly("identity");
    assertThat(request.uri()).isEqualTo("/v2/s3cret?key=s3cret");
  }

  @Test
  void shouldAcceptAnswersInAnyOrder() {
    FakeNode shuffled = node("odd", PollingIT::reversed);
    watch.start().awaitPolled("odd", 3);
    assertThat(newest("odd").head().height()).isEqualTo(shuffled.height.get());
    assertThat(watch.inputs.failuresOf("odd")).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldRefuseAnswersWithIdsThatItDidNotAsk() {
    expect(FailureKind.MALFORMED, good -> good.replaceAll("\"id\":\\d+", "\"id\":7000"));
  }

  @Test
  void shouldCallAMissingHeadNeverSynced() {
    expect(FailureKind.NEVER_SYNCED, good -> good.replace(FakeNode.block(100), "null"));
  }

  @Test
  void shouldCallHeightZeroWithAZeroHashNeverSynced() {
    String zero = FakeNode.block(0).replace(String.format("%064x", 1), "0".repeat(64));
    expect(FailureKind.NEVER_SYNCED, good -> good.replaceAll("\\{\"number\"[^}]*}", zero));
  }

  @Test
  void shouldCallAFinalizedBlockAboveTheHeadMalformed() {
    expect(FailureKind.MALFORMED, good -> good.replace(FakeNode.block(96), FakeNode.block(101)));
  }

  @Test
  void shouldTellARefusedBatch() {
    String refusal = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600}}";
    expect(FailureKind.RPC_ERROR, good -> refusal);
  }

  @Test
  void shouldTakeErrorsOnFinalityForNotKnown() {
    String error = "\"error\":{\"code\":-39001,\"message\":\"unknown block\"}";
    node("odd", good -> good.replaceFirst("\"result\":\\{[^}]*}", error));
    watch.start().awaitPolled("odd", 2);
    assertThat(newest("odd").finality().finalized()).isEqualTo(BlockRef.NONE);
    assertThat(newest("odd").finality().safe().isPresent()).isTrue();
  }

  @Test
  void shouldReportNoHeadUntilTheChainIsRight() {
    FakeNode foreign = node("odd", good -> good);
    foreign.chainId = 1;
    watch.start().awaitFailure("odd", Transport.POLL, FailureKind.WRONG_CHAIN);
    Waits.until("three failures", () -> watch.inputs.failuresOf("odd").size() > 2);
    assertThat(watch.inputs.headsOf("odd", Transport.POLL)).isEmpty();
    foreign.chainId = FakeNode.CHAIN_ID;
    watch.awaitPolled("odd", 2);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldComeBackWhenTheNodeDoes() {
    FakeNode node = node("odd", good -> good);
    watch.start().awaitPolled("odd", 2);
    node.http = (request, good) -> request.connection().close();
    watch.awaitFailure("odd", Transport.POLL, FailureKind.REFUSED);
    node.http = FakeNode::end;
    watch.awaitPolled("odd", 2);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldTellTheCoreNothingAfterStop() {
    watch.start().awaitPolled("healthy", 2);
    watch.stop();
    int heads = watch.inputs.heads.size();
    Waits.pause(200);
    assertThat(watch.inputs.heads).hasSize(heads);
    assertThat(watch.inputs.failures).isEmpty();
  }

  private void expect(FailureKind kind, UnaryOperator<String> bend) {
    node("odd", bend);
    watch.start().awaitFailure("odd", Transport.POLL, kind);
    Waits.until("a second failure", () -> watch.inputs.failuresOf("odd").size() > 1);
    assertThat(watch.inputs.kindsOf("odd", Transport.POLL)).containsExactly(kind);
    assertThat(watch.inputs.headsOf("odd", Transport.POLL)).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  private FakeNode node(String name, UnaryOperator<String> bend) {
    FakeNode node = watch.fakeNode();
    node.http = (request, good) -> FakeNode.end(request, bend.apply(good));
    watch.polling(name, node.httpUri());
    return node;
  }

  private HeadObserved newest(String node) {
    List<HeadObserved> heads = watch.inputs.headsOf(node, Transport.POLL);
    return heads.get(heads.size() - 1);
  }

  private static String reversed(String good) {
    List<String> items =
        new ArrayList<>(BETWEEN_ITEMS.splitAsStream(good.substring(1, good.length() - 1)).toList());
    Collections.reverse(items);
    return "[" + String.join(",", items) + "]";
  }
}
