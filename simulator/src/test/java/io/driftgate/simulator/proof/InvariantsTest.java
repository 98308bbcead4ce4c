package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Temper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each invariant is seen to fail at a gate that is broken on purpose. */
final class InvariantsTest {
  private static final int SEEDS = 60;
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(3);

  private static Optional<Broken> firstBroken(
      Temper temper, Core.Maker maker, Supplier<List<Invariant>> invariants) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Optional<Broken> broken =
          new Seed(seed, Feature.supported(), temper, LENGTH_NANOS)
              .run(maker, invariants.get())
              .broken();
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private static void shouldBreak(
      Temper temper, Core.Maker maker, Supplier<List<Invariant>> invariants) {
    assertThat(firstBroken(temper, maker, invariants).map(Broken::claim))
        .contains(last(invariants.get()).claim());
    assertThat(firstBroken(temper, Core::real, invariants)).isEmpty();
  }

  private static Invariant last(List<Invariant> invariants) {
    return invariants.get(invariants.size() - 1);
  }

  private static Temper wild() {
    return Temper.of(1);
  }

  @Test
  void shouldSeeASwallowedSignal() {
    shouldBreak(
        wild(), Doubles.saying(signal -> signal.seq() != 3), () -> List.of(new NumbersHaveNoGap()));
  }

  @Test
  void shouldSeeADeadlineInThePast() {
    shouldBreak(
        wild(), Doubles.due(due -> Long.MIN_VALUE), () -> List.of(new NextDeadlineIsAhead()));
  }

  @Test
  void shouldSeeAMarketOpenInTheDark() {
    shouldBreak(
        wild(),
        Doubles.saying(signal -> signal.quotesTo() != Quotes.WITHDRAW),
        () -> List.of(new NothingOpenInTheDark()));
  }

  @Test
  void shouldSeeAMarketLaxerThanItsBounds() {
    shouldBreak(
        wild(),
        Doubles.saying(signal -> !signal.restricts()),
        () -> List.of(new NeverLaxerThanItsBounds(new Demands())));
  }

  @Test
  void shouldSeeADeadlineThatComesTooLate() {
    shouldBreak(
        wild(),
        Doubles.due(due -> due == Long.MAX_VALUE ? due : due + 500_000_000L),
        () -> {
          Demands demands = new Demands();
          return List.of(new Observing(demands), new DeadlinesCoverBounds(demands));
        });
  }

  @Test
  void shouldSeeAGateThatRelaxesEarly() {
    shouldBreak(
        wild(),
        Doubles.hasty(),
        () -> {
          Demands demands = new Demands();
          return List.of(new Observing(demands), new RelaxesLate(demands));
        });
  }

  @Test
  void shouldSeeABlockFinalizedAboveTheReference() {
    assertThat(
            firstBroken(
                    wild(),
                    Doubles.showing(Doubles::finalizedTooFar),
                    () -> List.of(new FinalizedIsBelowReference()))
                .map(Broken::claim))
        .contains(new FinalizedIsBelowReference().claim());
  }

  @Test
  void shouldSeeAGateThatHoldsTooMuch() {
    shouldBreak(wild(), Doubles.hoarding(), () -> List.of(new MemoryIsBounded()));
  }

  @Test
  void shouldSeeAWrongRowHash() {
    shouldBreak(
        wild(), Doubles.altering(Doubles::hashedWrongly), () -> List.of(new HashesAreFresh()));
  }

  @Test
  void shouldSeeASilentNodeThatOpensAMarket() {
    assertThat(brokenBesideAnother(Temper.honest(), Doubles.fooledBySilence(), true))
        .contains(new SilentNodeOpensNothing(Core::real).claim());
  }

  @Test
  void shouldSeeAWeightlessNodeThatVotes() {
    assertThat(brokenBesideAnother(Temper.honest(), Doubles.countingAll(), false))
        .contains(new WeightlessNodeChangesNothing(Core::real).claim());
  }

  private static Optional<String> brokenBesideAnother(
      Temper temper, Core.Maker others, boolean silent) {
    return firstBroken(
            temper,
            Core::real,
            () ->
                List.of(
                    silent
                        ? new SilentNodeOpensNothing(others)
                        : new WeightlessNodeChangesNothing(others)))
        .map(Broken::claim);
  }

  @Test
  void shouldSeeThatOrderMatters() {
    assertThat(
            firstBroken(
                    Temper.gridded(), Core::real, () -> List.of(new OrderOfEqualsIsNothing(deaf())))
                .map(Broken::claim))
        .contains(new OrderOfEqualsIsNothing(Core::real).claim());
  }

  private static Core.Maker deaf() {
    return (plan, epoch, start, listener) -> {
      Core.Maker second = Doubles.deafSecond("onPush");
      second.make(plan, epoch, start, signal -> {});
      return second.make(plan, epoch, start, listener);
    };
  }

  @Test
  void shouldSeeAGateThatThrows() {
    assertThat(firstBroken(wild(), Doubles.throwing(), List::of).map(Broken::claim))
        .contains(Run.THROWS_NOTHING);
  }

  /** Works out demands, and claims nothing. */
  private record Observing(Demands demands) implements Invariant {
    @Override
    public String claim() {
      return "";
    }

    @Override
    public Optional<String> check(Step step) {
      if (step.attentive()) {
        demands.workOut(step);
      }
      return Optional.empty();
    }
  }
}
