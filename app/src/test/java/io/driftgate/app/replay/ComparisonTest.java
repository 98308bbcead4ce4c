package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.replay.Episodes.Episode;
import io.driftgate.app.replay.Episodes.Restriction;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final long MS = 1_000_000;

  private final Episodes a = begun();
  private final Episodes b = begun();

  private static Episodes begun() {
    Episodes episodes = new Episodes();
    episodes.begins();
    return episodes;
  }

  private static Stamp at(long ms) {
    return new Stamp(ms * MS, ms);
  }

  private static void moves(Episodes episodes, long ms, Quotes from, Quotes to) {
    episodes.moved(
        new GateSignal(
            1,
            1,
            at(ms),
            new MarketId("M"),
            1,
            from,
            to,
            Liquidations.ENABLED,
            Liquidations.ENABLED,
            List.of(),
            Cause.DEADLINE,
            Hash.ZERO));
  }

  private static void withdrawn(Episodes episodes, long fromMs, long untilMs) {
    moves(episodes, fromMs, Quotes.OPEN, Quotes.WITHDRAW);
    moves(episodes, untilMs, Quotes.WITHDRAW, Quotes.OPEN);
  }

  private static List<Episode> withdrawals(List<Episode> all) {
    return all.stream().filter(e -> e.restriction() == Restriction.WITHDRAW).toList();
  }

  @Test
  void shouldPairWhatOverlaps() {
    withdrawn(a, 100, 200);
    withdrawn(a, 1_000, 1_100);
    withdrawn(b, 150, 300);
    withdrawn(b, 5_000, 5_100);

    Comparison comparison = new Comparison(a, b);

    assertThat(comparison.both())
        .filteredOn(pair -> pair.a().restriction() == Restriction.WITHDRAW)
        .singleElement()
        .satisfies(pair -> assertThat(pair.laterMs()).isEqualTo(50));
    assertThat(withdrawals(comparison.onlyA())).extracting(Episode::from).containsExactly(at(1000));
    assertThat(withdrawals(comparison.onlyB())).extracting(Episode::from).containsExactly(at(5000));
  }

  @Test
  void shouldLeaveOutAGateThatWarmsUp() {
    moves(a, 50, Quotes.WITHDRAW, Quotes.OPEN);
    assertThat(new Comparison(a, b).onlyA()).isEmpty();
  }

  @Test
  void shouldEndWithTheRecordingWhatIsStillRestricted() {
    moves(a, 50, Quotes.OPEN, Quotes.WIDEN);
    a.ends(at(70));
    assertThat(new Comparison(a, b).onlyA())
        .singleElement()
        .satisfies(episode -> assertThat(episode.until()).isEqualTo(at(70)));
  }

  @Test
  void shouldNotPairAcrossProcesses() {
    withdrawn(a, 100, 200);
    b.begins();
    withdrawn(b, 100, 200);
    Comparison comparison = new Comparison(a, b);
    assertThat(comparison.both()).isEmpty();
  }
}
