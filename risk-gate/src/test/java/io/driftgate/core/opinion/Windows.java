package io.driftgate.core.opinion;

import io.driftgate.core.plan.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Since when each window over a chain's samples fills: since a bound first reads it. */
final class Windows {
  private record Key(boolean ofDrift, Scope scope, long windowNanos) {}

  /** A window that fills with what is recorded after so many samples. */
  static final class Window {
    private final int skipped;

    private Window(int skipped) {
      this.skipped = skipped;
    }

    <T> List<T> since(List<T> samples) {
      return samples.subList(skipped, samples.size());
    }
  }

  private final Map<Key, Window> windows = new HashMap<>();
  private final ChainOpinion chain;

  Windows(ChainOpinion chain) {
    this.chain = chain;
  }

  Window of(boolean ofDrift, Scope scope, long windowNanos) {
    int skipped = ofDrift ? chain.drift.samples.size() : chain.drift.trips.size();
    return windows.computeIfAbsent(
        new Key(ofDrift, scope, windowNanos), key -> new Window(skipped));
  }

  /** The nodes are others: a scope that none is of is forgotten. */
  void forgetTheEmpty() {
    windows
        .keySet()
        .removeIf(
            key -> {
              Members members = new Members(chain, key.scope());
              return chain.histories.stream().noneMatch(members::contains);
            });
  }

  /** A plan has taken over: what no bound reads any more is forgotten. */
  void retain(Collection<Window> read) {
    windows.values().removeIf(window -> read.stream().noneMatch(other -> other == window));
  }
}
