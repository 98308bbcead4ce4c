package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A chain by height, against walking from its tip. */
class CanonicalTest {
  @Test
  void shouldHoldWhatWalkingFromTheTipFinds() {
    for (int seed = 0; seed < 30; seed++) {
      compareWithWalking(seed, Blocks.tree(new Random(seed), 300, 0, 5));
    }
  }

  @Test
  void shouldHoldWhatWalkingFindsWhenJumpsAreLongerThanTheRing() {
    for (int seed = 0; seed < 20; seed++) {
      compareWithWalking(seed, Blocks.tree(new Random(seed), 200, 0, 1_500));
    }
  }

  @Test
  void shouldHoldWhatWalkingFindsUpToTheHighestHeightThereIs() {
    for (int seed = 0; seed < 20; seed++) {
      List<Block> tree = Blocks.tree(new Random(seed), 100, Long.MAX_VALUE - 30, 5);
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> compareWithWalking(0, tree));
    }
  }

  private static void compareWithWalking(int seed, List<Block> tree) {
    Random random = new Random(seed);
    Canonical canonical = new Canonical();
    for (int move = 0; move < 60; move++) {
      Block tip = tree.get(random.nextInt(tree.size()));
      canonical.moveTo(tip);
      List<Block> chain = chainOf(tip);
      for (Block block : tree) {
        assertThat(canonical.contains(block)).isEqualTo(chain.contains(block));
        assertThat(canonical.commonWith(block)).isSameAs(common(chain, block));
        assertThat(canonical.firstAbove(block.height()))
            .isSameAs(firstAbove(chain, block.height()));
        assertThat(canonical.at(block.height())).isSameAs(at(chain, block.height()));
      }
    }
  }

  private static List<Block> chainOf(Block tip) {
    return Blocks.ancestry(tip).stream()
        .filter(block -> tip.height() - block.height() < BlockTree.DEPTH)
        .toList();
  }

  private static Block common(List<Block> chain, Block block) {
    return Blocks.ancestry(block).stream().filter(chain::contains).findFirst().orElse(null);
  }

  private static Block firstAbove(List<Block> chain, long height) {
    return chain.stream()
        .filter(block -> block.height() > height)
        .reduce((higher, lower) -> lower)
        .orElse(null);
  }

  private static Block at(List<Block> chain, long height) {
    return chain.stream().filter(block -> block.height() == height).findFirst().orElse(null);
  }
}
