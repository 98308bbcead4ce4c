package io.driftgate.feed.desk;

import io.driftgate.core.view.MarketRow;
import io.driftgate.feed.frame.GateHeader;
import java.util.List;

/**
 * All rows at one moment of the gate loop.
 *
 * @param header of that moment
 * @param rows every market, in order of id
 */
public record Snapshot(GateHeader header, List<MarketRow> rows) {
  public Snapshot {
    rows = List.copyOf(rows);
  }
}
