package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Stamp;
import org.junit.jupiter.api.Test;

final class ConnectPaceTest {
  private static final long GAP = ConnectPace.GAP_NANOS;

  private long nanos = 5;
  private final ConnectPace pace = new ConnectPace(() -> new Stamp(nanos, 0));

  @Test
  void shouldKeepNobodyWaitingWhoComesAlone() {
    assertThat(pace.take()).isZero();
    nanos += GAP;
    assertThat(pace.take()).isZero();
    nanos += 100 * GAP;
    assertThat(pace.take()).isZero();
  }

  @Test
  void shouldSpreadThoseThatComeTogether() {
    for (int i = 0; i < 500; i++) {
      assertThat(pace.take()).isEqualTo(i * GAP);
    }
    nanos += 490 * GAP;
    assertThat(pace.take()).isEqualTo(10 * GAP);
  }
}
