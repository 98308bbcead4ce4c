package io.driftgate.simulator.proof;

import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.view.ChainView;
import java.util.Optional;

/**
 * Of all chains, each step. While finality is unknown nothing is published of it but where it was
 * last; then there is nothing to compare.
 */
final class FinalizedIsBelowReference implements Invariant {
  @Override
  public String claim() {
    return "finalized <= safe <= reference among what is published";
  }

  @Override
  public Optional<String> check(Step step) {
    for (ChainPlan chain : step.plan().chains()) {
      ChainView view = step.chain(chain.id());
      if (view.finalityLagBlocks().isPresent() && view.reference().isPresent()) {
        long reference = view.reference().get().height();
        long finalized = view.finalized().height();
        long lagBlocks = view.finalityLagBlocks().getAsLong();
        if (finalized > reference || lagBlocks < 0) {
          return Optional.of(
              chain.id()
                  + ": finalized "
                  + finalized
                  + ", reference "
                  + reference
                  + ", lag "
                  + lagBlocks);
        }
      }
    }
    return Optional.empty();
  }
}
