package io.driftgate.feed.desk;

import java.util.Optional;

/** Knows which tokens are good. */
@FunctionalInterface
public interface Gatekeeper {
  /** What the token lets in with; empty for one that is unknown or has expired. */
  Optional<Pass> show(String token);
}
