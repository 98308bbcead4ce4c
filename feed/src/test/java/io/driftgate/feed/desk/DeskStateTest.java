package io.driftgate.feed.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeskStateTest {
  private static final Set<String> LEGAL =
      Set.of(
          "CONNECTED>ASKED",
          "CONNECTED>CLOSING",
          "CONNECTED>CLOSED",
          "ASKED>SUBSCRIBED",
          "ASKED>CLOSING",
          "ASKED>CLOSED",
          "SUBSCRIBED>CLOSING",
          "SUBSCRIBED>CLOSED",
          "CLOSING>CLOSED");

  @Test
  void shouldMoveAsTheTableSaysAndNotOtherwise() {
    for (DeskState from : DeskState.values()) {
      for (DeskState to : DeskState.values()) {
        if (LEGAL.contains(from + ">" + to)) {
          assertThat(from.to(to)).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> from.to(to)).isInstanceOf(IllegalStateException.class);
        }
      }
    }
  }
}
