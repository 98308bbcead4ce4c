package io.driftgate.feed.rest;

import java.util.List;
import org.HdrHistogram.Histogram;

/** What the feed itself remembers of this process. Read on the gate loop; results may travel. */
public interface History {
  /** The last transitions, the newest last. */
  List<PastTransition> transitions();

  /** Every decision since the start, in microseconds: from the input's stamp to the encoding. */
  Histogram decisions();
}
