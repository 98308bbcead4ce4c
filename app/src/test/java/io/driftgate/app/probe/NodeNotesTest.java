package io.driftgate.app.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.probe.PushFinding.State;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.Protocols;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NodeNotesTest {
  private static final NodeId NODE = new NodeId("n");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long TIMEOUT = 2 * SECOND;
  private static final String SOLANA = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";

  @Test
  void shouldAskThreeTimesAndTakeTheMedian() {
    NodeNotes notes = notes("evm", "1", false);
    notes.polled(head(90, Verification.VERIFIED));
    notes.polled(head(10, Verification.VERIFIED));
    assertThat(notes.isSettled(0)).isFalse();

    notes.polled(head(20, Verification.VERIFIED));

    assertThat(notes.isSettled(0)).isTrue();
    assertThat(notes.finding().roundTripMicros()).isBetween(19_800L, 20_200L);
    assertThat(notes.finding().push().state()).isEqualTo(State.NONE);
    assertThat(notes.finding().holds()).isTrue();
  }

  @Test
  void shouldTakeTwoFailuresForAnAnswer() {
    NodeNotes notes = notes("evm", "1", false);
    notes.pollFailed(failure(FailureKind.REFUSED));
    assertThat(notes.isSettled(0)).isFalse();

    notes.pollFailed(failure(FailureKind.TIMEOUT));

    assertThat(notes.isSettled(0)).isTrue();
    assertThat(notes.finding().holds()).isFalse();
    assertThat(notes.finding().failure()).contains(failure(FailureKind.TIMEOUT));
  }

  @Test
  void shouldNotForgetAnotherChainNorAFalseHeader() {
    NodeNotes mixed = notes("evm", "1", false);
    mixed.pollFailed(failure(FailureKind.WRONG_CHAIN));
    mixed.pollFailed(failure(FailureKind.TIMEOUT));
    mixed.polled(head(1, Verification.VERIFIED));
    NodeNotes liar = notes("evm", "1", true);
    liar.pushed(head(0, Verification.MISMATCH));
    liar.polled(head(1, Verification.VERIFIED));

    assertThat(mixed.finding().failure()).contains(failure(FailureKind.WRONG_CHAIN));
    assertThat(mixed.finding().holds()).isFalse();
    assertThat(liar.finding().holds()).isFalse();
  }

  @Test
  void shouldWaitUntilPushIsConfirmedOrFails() {
    NodeNotes notes = asked(notes("evm", "1", true));
    assertThat(notes.isSettled(9 * SECOND)).isFalse();
    assertThat(notes.finding().push().state()).isEqualTo(State.UNCONFIRMED);

    notes.pushChanged(true);
    assertThat(notes.isSettled(0)).isTrue();
    assertThat(notes.finding().push().state()).isEqualTo(State.WORKS);

    notes.pushChanged(false);
    notes.pushFailed(failure(FailureKind.REFUSED));
    assertThat(notes.isSettled(0)).isTrue();
    assertThat(notes.finding().push()).isEqualTo(PushFinding.failed(failure(FailureKind.REFUSED)));
  }

  @Test
  void shouldCallPushHintsOnlyWhenItHadTimeToFail() {
    NodeNotes notes = asked(notes("solana", SOLANA, true));

    assertThat(notes.isSettled(SECOND + TIMEOUT - 1)).isFalse();
    assertThat(notes.isSettled(SECOND + TIMEOUT)).isTrue();
    assertThat(notes.finding().push().state()).isEqualTo(State.HINTS);
  }

  @Test
  void shouldNeverGiveANodeMoreThanTenSeconds() {
    assertThat(FleetProbe.limitNanos(endpoint("evm", "1", false))).isEqualTo(6 * SECOND);
    NodeEndpoint slow =
        new NodeEndpoint(
            NODE,
            URI.create("http://127.0.0.1:1"),
            Optional.empty(),
            Protocols.named("evm").orElseThrow(),
            new Watched("1", true),
            Long.MAX_VALUE,
            false,
            Long.MAX_VALUE,
            Map.of());
    assertThat(FleetProbe.limitNanos(slow)).isEqualTo(10 * SECOND);
  }

  private static NodeNotes asked(NodeNotes notes) {
    for (int i = 0; i < NodeNotes.POLLS; i++) {
      notes.polled(head(1, Verification.OFF));
    }
    return notes;
  }

  private static NodeNotes notes(String protocol, String chainId, boolean pushed) {
    return new NodeNotes(endpoint(protocol, chainId, pushed), SECOND);
  }

  private static NodeEndpoint endpoint(String protocol, String chainId, boolean pushed) {
    return new NodeEndpoint(
        NODE,
        URI.create("http://127.0.0.1:1"),
        pushed ? Optional.of(URI.create("ws://127.0.0.1:1")) : Optional.empty(),
        Protocols.named(protocol).orElseThrow(),
        new Watched(chainId, true),
        SECOND,
        false,
        TIMEOUT,
        Map.of());
  }

  private static HeadObserved head(long tookMs, Verification verification) {
    Stamp received = new Stamp(TimeUnit.MILLISECONDS.toNanos(tookMs), 1);
    Head head = new Head(1, Hash.ZERO, Hash.ZERO, Hash.ZERO, 0);
    return new HeadObserved(
        NODE, Transport.POLL, 0, received, head, Finality.NOT_ASKED, Set.of(), verification);
  }

  private static ProbeFailed failure(FailureKind kind) {
    return new ProbeFailed(NODE, Transport.POLL, kind, new Stamp(0, 0), "words");
  }
}
