package io.driftgate.hooks;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.OptionalLong;

/** Deliveries that tests send. */
public final class Samples {
  private static final String DATA =
      "{\"type\":\"transition\",\"epoch\":7,\"seq\":42,\"version\":5,\"market\":\"ETH-PERP\","
          + "\"quotes\":{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"},"
          + "\"liquidations\":{\"from\":\"ENABLED\",\"to\":\"PAUSED\"}}";

  private Samples() {}

  /** Quotes withdrawn and liquidations paused. */
  public static Delivery withdrawal() {
    return new Delivery(
        "7-42-desk",
        "desk",
        new MarketId("ETH-PERP"),
        7,
        42,
        5,
        1_700_000_000_123L,
        Quotes.WITHDRAW,
        Liquidations.PAUSED,
        EnumSet.of(HookEvent.WITHDRAW, HookEvent.PAUSE),
        true,
        DATA.getBytes(StandardCharsets.UTF_8));
  }

  /** The same as it is first told. */
  public static Message message() {
    return new Message("7-42-desk", withdrawal(), OptionalLong.empty());
  }
}
