package io.driftgate.collector;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which missing header a node is asked for: none that another node is being asked for or has just
 * given, since the core may not have been told yet, and none that it could not give lately. So a
 * liar's head, whose parent nobody has, keeps no other header waiting, and costs each node one
 * request in half a minute. Lives on the loop.
 */
final class HeaderHunt {
  private static final long AGAIN_NANOS = 30_000_000_000L;
  private static final long TOLD_NANOS = 1_000_000_000L;
  private static final int REMEMBERED = 4_096;

  private final Set<BlockRef> asked = new HashSet<>();
  private final Map<Try, Long> failedNanos = newest();
  private final Map<BlockRef, Long> foundNanos = newest();

  private record Try(NodeId node, BlockRef header) {}

  private static <K> Map<K, Long> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** The first of those missing that the node is to be asked for; {@link #ended} must follow. */
  Optional<BlockRef> begin(NodeId node, List<BlockRef> missing, long nowNanos) {
    for (BlockRef header : missing) {
      boolean lately =
          isWithin(failedNanos.get(new Try(node, header)), AGAIN_NANOS, nowNanos)
              || isWithin(foundNanos.get(header), TOLD_NANOS, nowNanos);
      if (!lately && asked.add(header)) {
        return Optional.of(header);
      }
    }
    return Optional.empty();
  }

  private static boolean isWithin(Long atNanos, long nanos, long nowNanos) {
    return atNanos != null && nowNanos - atNanos < nanos;
  }

  /** The node has answered, or not. */
  void ended(NodeId node, BlockRef header, boolean found, long nowNanos) {
    asked.remove(header);
    if (found) {
      foundNanos.put(header, nowNanos);
    } else {
      failedNanos.put(new Try(node, header), nowNanos);
    }
  }
}
