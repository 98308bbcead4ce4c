package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Fleet;
import io.driftgate.simulator.virtual.Input;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TraceTest {
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(4);
  private static final Stamp AT = new Stamp(-17, 1_750_000_000_000L);
  private static final NodeId NODE = new NodeId("n1");

  @Test
  void shouldReadWhatItWrites() {
    for (long seed = 0; seed < 8; seed++) {
      Trace trace =
          Proof.world(seed, Feature.supported(), LENGTH_NANOS).run(Core::real, List.of()).trace();

      assertThat(TraceReader.read(TraceWriter.lines(trace))).isEqualTo(trace);
    }
  }

  @Test
  void shouldReadEveryKindOfInput() {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    Head head = new Head(7, new Hash(1, 2, 3, 4), new Hash(5, 6, 7, 8), new Hash(-1, 0, 1, 2), 9);
    List<Input> inputs =
        List.of(
            new Input.Header(new HeaderFetched(NODE, head, AT)),
            new Input.Rollup(new RollupObserved(NODE, AT, 1, -1, 2, 3)),
            new Input.Liveness(new LivenessObserved(new ChainId("chain0"), false, AT)),
            new Input.Drain(new DrainOrder(NODE, "Ann B.", "disk = 100 %\nfull", 99, AT)),
            new Input.Forced(
                new OverrideOrder(
                    new MarketId("M0"),
                    OverrideOrder.Kind.FORCE,
                    Quotes.WIDEN,
                    Liquidations.PAUSED,
                    "ops",
                    "",
                    5,
                    AT)),
            new Input.Journal(new JournalChanged(false, AT)),
            new Input.Plan(2, new Fleet(3, features).plan(2), AT),
            new Input.Clock(-4),
            new Input.Stall(12),
            new Input.Restart());
    Trace trace =
        new Trace(3, features, AT, inputs.stream().map(input -> new Delivery(1, input)).toList());

    assertThat(TraceReader.read(TraceWriter.lines(trace))).isEqualTo(trace);
  }

  @Test
  void shouldSayTheSameWhenItIsToldTheSameAgain() {
    for (long seed = 0; seed < 8; seed++) {
      Seed.Outcome live =
          Proof.world(seed, Feature.supported(), LENGTH_NANOS).run(Core::real, List.of());

      Seed.Outcome again = live.trace().replay(Core::real, List.of());

      assertThat(again.digest()).isEqualTo(live.digest());
      assertThat(again.steps()).isEqualTo(live.steps());
    }
  }

  @Test
  void shouldNameTheLineThatItCannotRead() {
    assertThatThrownBy(
            () ->
                TraceReader.read(
                    List.of(
                        "driftgate.trace.v1", "seed 1", "features", "start 0 0", "5 haed at=1")))
        .hasMessageContaining("5 haed at=1");
    assertThatThrownBy(() -> TraceReader.read(List.of("hello")))
        .hasMessageContaining("driftgate.trace.v1");
  }

  @Test
  void shouldShortenATraceToWhatBreaksTheSame() {
    Core.Maker broken = Doubles.saying(signal -> signal.seq() != 2);
    Seed.Outcome outcome =
        Proof.world(1, Feature.supported(), LENGTH_NANOS)
            .run(broken, List.of(new NumbersHaveNoGap()));
    Broken found = outcome.broken().orElseThrow();
    Shrinker shrinker =
        new Shrinker(broken, () -> List.of(new NumbersHaveNoGap()), () -> true, left -> {});

    Trace shortest = shrinker.shorten(outcome.trace(), found);

    assertThat(shortest.deliveries().size()).isLessThan(outcome.trace().deliveries().size() / 5);
    Trace read = TraceReader.read(TraceWriter.lines(shortest));
    assertThat(read.replay(broken, List.of(new NumbersHaveNoGap())).broken().map(Broken::claim))
        .contains(found.claim());
  }
}
