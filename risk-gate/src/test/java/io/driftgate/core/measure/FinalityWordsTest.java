package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import org.junit.jupiter.api.Test;

/** A finalized number that falls or is absent is FINALITY_UNKNOWN (semantics §5). */
class FinalityWordsTest {
  private static Finality said(long safe, long finalized) {
    return Finality.of(ref(safe), ref(finalized));
  }

  private static BlockRef ref(long height) {
    return height < 0 ? BlockRef.NONE : new BlockRef(height, Blocks.hash(height));
  }

  @Test
  void shouldKnowFinalityWhileItNeitherFallsNorIsAbsent() {
    FinalityWords words = new FinalityWords();
    assertThat(words.take(said(9, -1))).isFalse();
    assertThat(words.take(said(9, 0))).isTrue();
    assertThat(words.take(said(9, 5))).isTrue();
    assertThat(words.take(said(9, 5))).isTrue();
    assertThat(words.take(said(9, 4))).isFalse();
    assertThat(words.take(said(9, -1))).isFalse();
    assertThat(words.take(said(9, 6))).isTrue();
  }

  @Test
  void shouldKeepTheHighestFinalizedAndTheLatestSafe() {
    FinalityWords words = new FinalityWords();
    assertThat(words.finalized()).isEqualTo(BlockRef.NONE);
    words.take(said(9, 5));
    words.take(said(7, 4));
    assertThat(words.finalized()).isEqualTo(ref(5));
    assertThat(words.safe()).isEqualTo(ref(7));
  }

  @Test
  void shouldKeepTheFirstOfTwoOfOneHeight() {
    FinalityWords words = new FinalityWords();
    words.take(said(9, 5));
    BlockRef other = new BlockRef(5, Blocks.hash(77));
    assertThat(words.take(Finality.of(other, other))).isTrue();
    assertThat(words.finalized()).isEqualTo(ref(5));
  }
}
