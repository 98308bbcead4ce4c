package io.driftgate.collector.protocol;

import java.util.Optional;

/**
 * One HTTP request to a node.
 *
 * @param target path and query below the node's own path, beginning with a slash; empty for the
 *     node's URI as it is
 * @param body JSON to be posted; empty for a GET
 */
public record Request(String target, Optional<String> body) {
  /** A GET. */
  public static Request get(String target) {
    return new Request(target, Optional.empty());
  }

  /** A POST to the node's URI. */
  public static Request post(String json) {
    return new Request("", Optional.of(json));
  }
}
