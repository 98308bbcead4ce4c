package io.driftgate.client;

import io.driftgate.client.protocol.GateReport;
import java.util.List;

/**
 * How it goes, for people and metrics.
 *
 * @param gates in their order
 * @param listenerFailures exceptions that the listener threw
 * @param confirmationsDropped confirmations that the listener was too slow for
 */
public record DeskReport(List<GateReport> gates, long listenerFailures, long confirmationsDropped) {
  public DeskReport {
    gates = List.copyOf(gates);
  }
}
