package io.driftgate.hooks;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import java.util.function.Consumer;

/**
 * Passes on what is told, and says beside it of which hooks a withdrawal of quotes was taken. Edge
 * loop.
 */
record Withdrawals(HookListener next, Consumer<String> taken) implements HookListener {
  @Override
  public void settled(Settlement settlement) {
    next.settled(settlement);
    boolean withdrew =
        settlement.end() == Settlement.End.DELIVERED
            && settlement.delivery().events().contains(HookEvent.WITHDRAW);
    if (withdrew) {
      taken.accept(settlement.delivery().hook());
    }
  }

  @Override
  public void trouble(Trouble kind, String hook, MarketId market, String message) {
    next.trouble(kind, hook, market, message);
  }

  @Override
  public void protection(String hook, MarketGlobs markets, boolean stands, String why) {
    next.protection(hook, markets, stands, why);
  }
}
