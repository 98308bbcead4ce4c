package io.driftgate.core.measure;

import static io.driftgate.core.measure.FinalizedBlocks.REMEMBERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who contradicts the newest 64 finalized blocks, against a look at each of them. */
class FinalizedBlocksTest {
  private static BlockRef ref(long height, int branch) {
    return new BlockRef(height, Blocks.hash(height * 10 + branch));
  }

  @Test
  void shouldContradictNothingBeforeAnyIsFinal() {
    FinalizedBlocks blocks = new FinalizedBlocks(new Canonical());
    assertThat(blocks.size()).isZero();
    assertThat(blocks.contradictedBy(ref(5, 0))).isFalse();
    assertThat(blocks.contradictedBy(Blocks.child(null, 5, 1))).isFalse();
  }

  @Test
  void shouldRememberTheNewest() {
    FinalizedBlocks blocks = new FinalizedBlocks(new Canonical());
    for (int height = 0; height < 2 * REMEMBERED; height += 2) {
      blocks.add(ref(height, 0));
    }
    assertThat(blocks.size()).isEqualTo(REMEMBERED);
    assertThat(blocks.contradictedBy(ref(0, 1))).isTrue();
    blocks.add(ref(500, 0));
    assertThat(blocks.size()).isEqualTo(REMEMBERED);
    assertThat(blocks.newest(0)).isEqualTo(ref(500, 0));
    assertThat(blocks.newest(REMEMBERED - 1)).isEqualTo(ref(2, 0));
    assertThat(blocks.contradictedBy(ref(0, 1))).as("forgotten").isFalse();
    assertThat(blocks.contradictedBy(ref(2, 1))).isTrue();
    assertThat(blocks.contradictedBy(ref(2, 0))).isFalse();
    assertThat(blocks.contradictedBy(ref(3, 1))).isFalse();
    assertThat(blocks.contradictedBy(ref(501, 1))).isFalse();
  }

  @Test
  void shouldSayOfHeadsWhatALookAtEachBlockSays() {
    int contradicted = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Block> tree = Blocks.tree(random, 40, 100, 3);
      Canonical reference = new Canonical();
      FinalizedBlocks blocks = new FinalizedBlocks(reference);
      List<BlockRef> finalized = new ArrayList<>();
      for (int step = 0; step < 40; step++) {
        Block block = tree.get(random.nextInt(tree.size()));
        long above = finalized.isEmpty() ? -1 : finalized.get(finalized.size() - 1).height();
        if (random.nextInt(3) == 0) {
          reference.moveTo(block);
        } else if (random.nextInt(6) == 0 && block.height() > above) {
          blocks.add(block.ref());
          finalized.add(block.ref());
        }
        Block head = tree.get(random.nextInt(tree.size()));
        boolean expected = contradicts(head, finalized);
        assertThat(blocks.contradictedBy(head)).as("seed " + seed).isEqualTo(expected);
        contradicted += expected ? 1 : 0;
      }
    }
    assertThat(contradicted).as("heads that contradict").isGreaterThan(500);
  }

  private static boolean contradicts(Block head, List<BlockRef> finalized) {
    return Blocks.ancestry(head).stream()
        .anyMatch(
            block ->
                finalized.stream()
                    .anyMatch(
                        ref -> ref.height() == block.height() && !ref.hash().equals(block.hash())));
  }

  @Test
  void shouldLookAnewOnceALinkIsLearnt() {
    Block low = Blocks.child(null, 100, 1);
    Block head = Blocks.child(null, 101, 2);
    Canonical reference = new Canonical();
    reference.moveTo(head);
    FinalizedBlocks blocks = new FinalizedBlocks(reference);
    blocks.add(new BlockRef(100, Blocks.hash(9)));
    assertThat(blocks.contradictedBy(head)).isFalse();
    head.linkTo(low);
    blocks.linksLearnt();
    assertThat(blocks.contradictedBy(head)).isTrue();
  }
}
