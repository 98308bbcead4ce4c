package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/** A desk must not quote where nothing would withdraw its quotes if the gate fell silent. */
final class ProtectionTest {
  /** Open from 11 s on, with heads until 15 s; stale a minute after the last. */
  private static Scene open() {
    return Scene.with().patientNodes(3).start().blocks(100, 115, 0);
  }

  private static void protects(Scene scene, String by, boolean stands, long atMs) {
    scene.gate.onProtection(
        new ProtectionChanged(new MarketId("M"), by, stands, "no answer", Scene.stamp(atMs)));
  }

  @Test
  void shouldWithdrawAtOnceAndSayWhatIsLost() {
    Scene scene = open();
    protects(scene, "deribit", false, 15_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    assertThat(scene.last().cause()).isEqualTo(Cause.of(Cause.Kind.OPERATOR));
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("UNPROTECTED");
    assertThat(scene.last().reasons()).extracting("note").containsExactly("deribit: no answer");
  }

  @Test
  void shouldRecoverAsAfterAnyTripOnceAllOfItStands() {
    Scene scene = open();
    protects(scene, "deribit", false, 15_500);
    protects(scene, "okx", false, 15_600);
    protects(scene, "deribit", true, 15_700);
    scene.blocks(116, 150, 16_000);
    assertThat(scene.quotes()).as("one is still lost").isEqualTo(Quotes.WITHDRAW);
    protects(scene, "okx", true, 51_500);
    assertThat(scene.quotes()).as("nothing opens at once").isEqualTo(Quotes.WITHDRAW);
    scene.blocks(151, 175, 52_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldIgnoreWhatIsOfNoMarket() {
    Scene scene = open();
    scene.gate.onProtection(
        new ProtectionChanged(new MarketId("X"), "okx", false, "", Scene.stamp(15_500)));
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }
}
