package io.driftgate.app.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.solana.SolanaProtocol;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Transport;
import io.driftgate.simulator.solana.Base58;
import io.driftgate.simulator.solana.SolanaFace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulated Solana nodes on real sockets; no validator ran here. */
final class SolanaIT {
  private static final long SLOT_MS = 250;
  private static final String DEVNET = "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG";

  private final FaceWatch watch = new FaceWatch(SLOT_MS, SolanaFace::new);
  private final RecordedFacts facts = watch.facts;

  @BeforeEach
  void start() {
    String genesis = Base58.text(watch.model.chain().genesis().hash());
    watch
        .watch("one", 0, new SolanaProtocol(), genesis, 100, false)
        .watch("two", 1, new SolanaProtocol(), genesis, 100, false)
        .watch("three", 2, new SolanaProtocol(), genesis, 100, false)
        .watch("pushed", 3, new SolanaProtocol(), genesis, 2_000, true)
        .watch("stranger", 4, new SolanaProtocol(), DEVNET, 100, false)
        .start();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldWatchSlotsOverSkippedOnes() {
    watch.until("16 blocks of all", () -> facts.heightsOf("three").size() >= 16);
    assertThat(facts.clients).extracting(ClientIdentified::family).containsOnly("solana-core");
    assertThat(facts.headsOf("stranger")).isEmpty();
    assertThat(facts.failuresOf("stranger", Transport.POLL))
        .containsExactly(FailureKind.WRONG_CHAIN);
    assertThat(facts.heads).allSatisfy(SolanaIT::assertSound);
    assertThat(facts.failuresOf("one", Transport.POLL)).isEmpty();
    assertLinkedOverSkippedSlots();

    // Polled every 2 s alone, it would have shown four.
    assertThat(facts.heightsOf("pushed")).hasSizeGreaterThan(8);
    assertThat(facts.pushes).isEmpty();
    assertThat(facts.keepAlives).isEmpty();
    assertThat(facts.failuresOf("pushed", Transport.PUSH)).isEmpty();

    watch.until(
        "the node that hangs",
        () -> facts.failuresOf("three", Transport.POLL).contains(FailureKind.TIMEOUT));
    long stands = facts.newestOf("two").orElseThrow().head().height();
    watch.until(
        "the frozen node's flag",
        () -> facts.newestOf("two").orElseThrow().flags().contains(NodeFlag.SYNCING));
    assertThat(facts.newestOf("two").orElseThrow().head().height()).isEqualTo(stands);
    assertThat(facts.newestOf("one").orElseThrow().flags()).isEmpty();
    assertThat(facts.failuresOf("one", Transport.POLL)).isEmpty();
    assertThat(facts.failuresOf("two", Transport.POLL)).isEmpty();
  }

  private static void assertSound(HeadObserved fact) {
    assertThat(fact.head().height() % 8).isNotEqualTo(7);
    assertThat(fact.head().stateRoot()).isEqualTo(Hash.ZERO);
    assertThat(fact.finality().safe().hash()).isEqualTo(fact.head().hash());
    assertThat(fact.finality().finalized().height()).isBetween(0L, fact.head().height());
    assertThat(fact.finality().finalized().isPresent()).isTrue();
    assertThat(fact.transport()).isEqualTo(Transport.POLL);
  }

  private void assertLinkedOverSkippedSlots() {
    List<Long> gaps =
        facts.known().stream()
            .filter(head -> facts.parentOf(head).isPresent())
            .map(head -> head.height() - parentHeight(head))
            .distinct()
            .sorted()
            .toList();
    assertThat(gaps).containsExactly(1L, 2L);
    assertThat(facts.headers).isNotEmpty();
  }

  private long parentHeight(Head head) {
    return facts.parentOf(head).orElseThrow().height();
  }
}
