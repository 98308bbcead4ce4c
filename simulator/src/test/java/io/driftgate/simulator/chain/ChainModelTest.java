package io.driftgate.simulator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ChainModelTest {
  private static final long ORIGIN_MS = 1_700_000_000_000L;
  private static final long EPOCH = 4;

  private final ChainModel chain = chain(1);

  @Test
  void shouldLinkEveryBlockToItsParentAndHashItsHeader() {
    run(1, 20);

    for (Block block = chain.tip(); block.height() > 0; ) {
      assertThat(block.hash()).isEqualTo(block.header().hash());
      Block parent = chain.at(ChainModel.MAIN, block.height() - 1).orElseThrow();
      assertThat(block.header().parentHash()).isEqualTo(parent.hash());
      assertThat(block.header().timestampSeconds())
          .isGreaterThan(parent.header().timestampSeconds());
      block = parent;
    }
  }

  @Test
  void shouldMineTheSameHashesFromTheSameSeed() {
    ChainModel same = chain(1);
    ChainModel other = chain(2);
    LongStream.rangeClosed(1, 10).forEach(same::onSlot);
    LongStream.rangeClosed(1, 10).forEach(other::onSlot);
    run(1, 10);

    assertThat(same.tip().hash()).isEqualTo(chain.tip().hash());
    assertThat(other.tip().hash()).isNotEqualTo(chain.tip().hash());
  }

  @Test
  void shouldTrailFinalityByTwoToThreeEpochs() {
    for (long slot = 1; slot <= 24; slot++) {
      chain.onSlot(slot);
      Checkpoints checkpoints = chain.tip().checkpoints();
      long lag = chain.tip().height() - checkpoints.finalizedHeight();
      assertThat(lag).isBetween(2 * EPOCH, 3 * EPOCH - 1);
      assertThat(checkpoints.safeHeight() - checkpoints.finalizedHeight()).isEqualTo(EPOCH);
    }
  }

  @Test
  void shouldHoldFinalityAndCatchUpWithTheNextBlock() {
    long held = chain.tip().checkpoints().finalizedHeight();
    chain.holdFinality(true);
    run(1, 30);
    assertThat(chain.tip().checkpoints().finalizedHeight()).isEqualTo(held);

    chain.holdFinality(false);
    run(31, 31);
    assertThat(chain.tip().height() - chain.tip().checkpoints().finalizedHeight())
        .isLessThan(3 * EPOCH);
  }

  @Test
  void shouldMineNothingWhileStalledAndDateTheNextBlockByItsSlot() {
    Block before = chain.tip();
    chain.stall(true);
    run(1, 5);
    assertThat(chain.tip()).isEqualTo(before);

    chain.stall(false);
    run(6, 6);
    assertThat(chain.tip().height()).isEqualTo(before.height() + 1);
    assertThat(chain.tip().header().timestampSeconds()).isEqualTo(ORIGIN_MS / 1000 + 6);
  }

  @Test
  void shouldGrowASideBranchFromTheTipAndForgetIt() {
    Block forkPoint = chain.tip();
    chain.openFork();
    run(1, 3);
    Block side = chain.sideTip().orElseThrow();

    assertThat(side.height()).isEqualTo(chain.tip().height());
    assertThat(side.hash()).isEqualTo(side.header().hash()).isNotEqualTo(chain.tip().hash());
    assertThat(side.header().stateRoot()).isNotEqualTo(chain.tip().header().stateRoot());
    assertThat(chain.at(side.branch(), forkPoint.height())).contains(forkPoint);
    assertThat(chain.at(side.branch(), forkPoint.height() + 1).orElseThrow().header().parentHash())
        .isEqualTo(forkPoint.hash());

    chain.closeFork();
    assertThat(chain.sideTip()).isEmpty();
    assertThat(chain.find(side.hash())).isEmpty();
  }

  @Test
  void shouldFinalizeNothingAboveAnOpenFork() {
    chain.openFork();
    long forkHeight = chain.contestedHeight();
    run(1, 40);

    assertThat(chain.tip().checkpoints().safeHeight()).isLessThanOrEqualTo(forkHeight);
    assertThat(chain.tip().checkpoints().finalizedHeight()).isLessThanOrEqualTo(forkHeight);
  }

  @Test
  void shouldMineAnotherSideBranchEachTime() {
    chain.openFork();
    run(1, 1);
    chain.closeFork();
    chain.openFork();
    run(2, 2);

    assertThat(chain.sideTip().orElseThrow().branch()).isEqualTo(2);
  }

  @Test
  void shouldKeepBlockZeroAndABoundedNumberOfOthers() {
    run(1, 5_000);

    assertThat(chain.at(ChainModel.MAIN, 0)).contains(chain.genesis());
    assertThat(chain.find(chain.genesis().hash())).isPresent();
    assertThat(chain.at(ChainModel.MAIN, 1)).isEmpty();
    assertThat(chain.at(ChainModel.MAIN, chain.tip().height() - 1_000)).isPresent();
  }

  private void run(long firstSlot, long lastSlot) {
    LongStream.rangeClosed(firstSlot, lastSlot).forEach(chain::onSlot);
  }

  private static ChainModel chain(long seed) {
    return new ChainModel(new ChainSpec(1337, 1_000, EPOCH, seed, ORIGIN_MS));
  }
}
