package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Message;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * A venue that is spoken to in requests. Only a withdrawal acts there; that quotes may stand or
 * must be wider is for the desk to act on.
 */
public final class VenueHook implements Hook {
  private final VenueLine line;
  private final List<Supplier<Step>> withdrawals;

  /**
   * Over a line that it owns.
   *
   * @param withdrawals how the quotes are cancelled, each from its first request on; all side by
   *     side, and all have to end well
   */
  public VenueHook(VenueLine line, List<Supplier<Step>> withdrawals) {
    this.line = line;
    this.withdrawals = List.copyOf(withdrawals);
  }

  @Override
  public Attempt attempt(Message message) {
    return message.delivery().events().contains(HookEvent.WITHDRAW)
        ? Outcomes.all(withdrawals.stream().map(first -> line.begin(first.get())).toList())
        : Settled.with(Outcome.delivered("nothing to do at the venue"));
  }

  @Override
  public Future<Void> close() {
    return line.close();
  }
}
