package io.driftgate.collector.opnode;

import io.driftgate.core.fact.Hash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When base-layer blocks were made, of those that the node has named with a time: an origin is
 * named without one. Holds the newest {@value #MOST}, over an hour and a half of Ethereum; a
 * sequencer may trail by half an hour at most.
 */
final class OriginTimes {
  static final int MOST = 512;

  private static final long UNKNOWN = -1;

  private final Map<Hash, Long> times =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Long> eldest) {
          return size() > MOST;
        }
      };

  /** The node named this block. */
  void add(BlockFields block) {
    if (block.isPresent()) {
      times.put(block.ref().hash(), block.timestampMs());
    }
  }

  /** Unix milliseconds, or -1. */
  long ofMs(Hash hash) {
    return times.getOrDefault(hash, UNKNOWN);
  }
}
