package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A request under way, or waiting to be sent. Edge loop. */
final class DeribitCall implements Attempt {
  private final Promise<Outcome> outcome = Promise.promise();
  private final Message message;
  private final BooleanSupplier wanted;
  private final Function<JsonNode, Outcome> judge;

  /** What is written, given an id and a token. */
  interface Message {
    String text(long id, String token);
  }

  /**
   * Not sent yet.
   *
   * @param wanted asked as it is written; false: it is not sent any more
   */
  DeribitCall(Message message, BooleanSupplier wanted, Function<JsonNode, Outcome> judge) {
    this.message = message;
    this.wanted = wanted;
    this.judge = judge;
  }

  @Override
  public Future<Outcome> outcome() {
    return outcome.future();
  }

  @Override
  public void abort() {
    end(Outcome.failed("given up"));
  }

  boolean ended() {
    return outcome.future().isComplete();
  }

  boolean wanted() {
    return wanted.getAsBoolean();
  }

  String text(long id, String token) {
    return message.text(id, token);
  }

  void answered(JsonNode answer) {
    end(judge.apply(answer));
  }

  void end(Outcome with) {
    outcome.tryComplete(with);
  }
}
