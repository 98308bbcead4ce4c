package io.driftgate.dashboards;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What hooks say of themselves at one moment.
 *
 * @param hooks those that are configured
 * @param troubles what somebody had to hear of, by kind, since the start
 * @param dropped transitions that did not reach them in time
 */
public record HookReading(List<Hook> hooks, Map<String, Long> troubles, long dropped) {
  /** Nobody. */
  public static final HookReading NONE = new HookReading(List.of(), Map.of(), 0);

  public HookReading {
    hooks = List.copyOf(hooks);
    troubles = Map.copyOf(troubles);
  }

  /**
   * One of them, since it was configured.
   *
   * @param attempts begun
   * @param failures attempts that failed
   * @param late what restricts and was not taken within one lease
   * @param ends deliveries, by how they ended
   * @param takenMicros of what restricts: from the hook's hearing of it to the other side's word; a
   *     copy
   */
  public record Hook(
      String id,
      long attempts,
      long failures,
      long late,
      Map<String, Long> ends,
      Histogram takenMicros) {
    public Hook {
      ends = Map.copyOf(ends);
    }
  }
}
