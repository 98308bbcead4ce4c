package io.driftgate.feed.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.frame.WireFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TelemetryCursorTest {
  private static final int SUBJECTS = 10;
  private final TelemetryCursor cursor = new TelemetryCursor();

  private static TelemetryRound round(long number, long... changed) {
    return new TelemetryRound(
        number,
        IntStream.range(0, SUBJECTS)
            .mapToObj(
                i ->
                    new TelemetryRound.Slot(
                        FeedStream.NODES,
                        WireFrame.text(new byte[98]),
                        changed[i],
                        List.of("node:n")))
            .toList());
  }

  private List<Long> send(TelemetryRound round, long budget) {
    List<Long> sent = new ArrayList<>();
    cursor.send(
        round, Set.of(FeedStream.NODES), Sight.ALL, budget, slot -> sent.add(slot.changed()));
    return sent;
  }

  @Test
  void shouldGoOnWhereTheBudgetEndedAndMissNothingThatChangedMeanwhile() {
    long[] first = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    long[] second = {2, 1, 1, 1, 1, 1, 1, 1, 1, 2};
    assertThat(send(round(1, first), 400)).hasSize(4);
    assertThat(send(round(2, second), 400)).containsExactly(1L, 1L, 1L, 1L);
    assertThat(send(round(3, second), 400)).containsExactly(1L, 2L);
    assertThat(send(round(4, second), 400)).contains(2L);
    assertThat(send(round(5, second), 400)).isEmpty();
  }

  @Test
  void shouldSendEverythingAgainAfterARestart() {
    long[] once = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    send(round(1, once), 10_000);
    cursor.restart();
    assertThat(send(round(2, once), 10_000)).hasSize(SUBJECTS);
  }
}
