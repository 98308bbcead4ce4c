package io.driftgate.hooks.http;

import io.driftgate.hooks.Outcome;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Where a conversation with a venue stands: the end, or what is asked next. Steps are values and
 * what leads from one to the next is pure, so that a whole conversation is tried without a socket.
 */
public sealed interface Step {
  /**
   * The end.
   *
   * @param clockWrong whether the venue did not accept the time that we wrote: it is then asked for
   *     its own
   */
  record Done(Outcome outcome, boolean clockWrong) implements Step {}

  /**
   * Requests that go out at once, side by side.
   *
   * @param requests each signed at the venue's time, in Unix milliseconds, at which it is written
   * @param next called when all have been answered; one without an answer ends the conversation as
   *     FAILED
   */
  record Ask(List<LongFunction<VenueRequest>> requests, Function<List<VenueAnswer>, Step> next)
      implements Step {
    public Ask {
      requests = List.copyOf(requests);
      if (requests.isEmpty()) {
        throw new IllegalArgumentException("nothing is asked");
      }
    }
  }

  /** The end. */
  static Done done(Outcome outcome) {
    return new Done(outcome, false);
  }

  /** The end, because of the time that we wrote. */
  static Done wrongClock(String note) {
    return new Done(Outcome.failed(note), true);
  }

  /** One request and what its answer means. */
  static Step ask(LongFunction<VenueRequest> request, Function<VenueAnswer, Step> next) {
    return new Ask(List.of(request), answers -> next.apply(answers.get(0)));
  }

  /** Several, which all have to end well. */
  static Step all(List<LongFunction<VenueRequest>> requests, Function<VenueAnswer, Done> judge) {
    return new Ask(requests, answers -> worst(answers.stream().map(judge).toList()));
  }

  /** One end for several; at least one. */
  static Done worst(List<Done> ends) {
    return new Done(
        Outcomes.worst(ends.stream().map(Done::outcome).toList()),
        ends.stream().anyMatch(Done::clockWrong));
  }
}
