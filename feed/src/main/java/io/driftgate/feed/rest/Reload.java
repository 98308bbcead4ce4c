package io.driftgate.feed.rest;

import io.vertx.core.Future;
import java.util.List;

/** Reads the configuration anew. Any thread. */
@FunctionalInterface
public interface Reload {
  /**
   * Swaps in the whole file, or refuses the whole of it.
   *
   * @param who asks, for the log
   * @param dryRun only says what would be
   * @return fails with {@link Busy} when it can't be now
   */
  Future<Outcome> reload(String who, boolean dryRun);

  /**
   * What became of it.
   *
   * @param mistakes {@code FILE:LINE: path.to.key: what is wrong, what would be right}; empty when
   *     the file was taken
   * @param added nodes that are new
   * @param removed nodes that are gone
   * @param changed nodes that are asked in another way or elsewhere
   * @param loosened what the new configuration lets pass that the old one did not
   */
  record Outcome(
      List<String> mistakes,
      List<String> added,
      List<String> removed,
      List<String> changed,
      List<String> loosened) {
    public Outcome {
      mistakes = List.copyOf(mistakes);
      added = List.copyOf(added);
      removed = List.copyOf(removed);
      changed = List.copyOf(changed);
      loosened = List.copyOf(loosened);
    }

    /** Nothing was changed. */
    public static Outcome refused(List<String> mistakes) {
      return new Outcome(mistakes, List.of(), List.of(), List.of(), List.of());
    }
  }

  /** Not now. */
  final class Busy extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public Busy(String why) {
      super(why);
    }
  }
}
