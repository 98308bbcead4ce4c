package io.driftgate.core.measure;

import static io.driftgate.core.measure.FinalizedReports.REMEMBERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of each node the newest 64 different reports are remembered (definitions, Finality). */
class FinalizedReportsTest {
  private static BlockRef ref(long height, int branch) {
    return new BlockRef(height, Blocks.hash(height * 10 + branch));
  }

  @Test
  void shouldKnowNothingBeforeAnyReport() {
    FinalizedReports reports = new FinalizedReports();
    assertThat(reports.contains(ref(5, 0))).isFalse();
    assertThat(reports.contradicts(ref(5, 0))).isFalse();
    assertThat(reports.size()).isZero();
    assertThat(reports.top()).isEqualTo(-1);
    assertThat(reports.timestampMs(ref(5, 0))).isEqualTo(-1);
  }

  @Test
  void shouldContradictAnotherHashAtAReportedHeightOnly() {
    FinalizedReports reports = new FinalizedReports();
    reports.add(ref(5, 0), 50);
    reports.add(ref(7, 0), 70);
    assertThat(reports.contradicts(ref(5, 0))).isFalse();
    assertThat(reports.contradicts(ref(5, 1))).isTrue();
    assertThat(reports.contradicts(ref(7, 1))).isTrue();
    assertThat(reports.contradicts(ref(6, 1))).isFalse();
    assertThat(reports.contradicts(ref(8, 1))).isFalse();
  }

  @Test
  void shouldForgetTheOldestWhenItHearsOfOneMoreThanItRemembers() {
    FinalizedReports reports = new FinalizedReports();
    for (int height = 0; height < REMEMBERED; height++) {
      assertThat(reports.add(ref(height, 0), height)).isEqualTo(BlockRef.NONE);
      assertThat(reports.size()).isEqualTo(height + 1);
    }
    assertThat(reports.add(ref(900, 0), 900)).isEqualTo(ref(0, 0));
    assertThat(reports.contains(ref(0, 0))).isFalse();
    assertThat(reports.contains(ref(1, 0))).isTrue();
    assertThat(reports.timestampMs(ref(1, 0))).isEqualTo(1);
    assertThat(reports.timestampMs(ref(900, 0))).isEqualTo(900);
    assertThat(reports.size()).isEqualTo(REMEMBERED);
  }

  @Test
  void shouldSayWhatAListOfTheNewestSays() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      FinalizedReports reports = new FinalizedReports();
      List<BlockRef> newest = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        BlockRef ref = ref(random.nextInt(200), random.nextInt(2));
        assertThat(reports.contains(ref)).isEqualTo(newest.contains(ref));
        if (!newest.contains(ref)) {
          reports.add(ref, -1);
          newest.add(ref);
        }
        if (newest.size() > REMEMBERED) {
          newest.remove(0);
        }
        check(reports, newest, ref(random.nextInt(200), random.nextInt(2)));
      }
    }
  }

  private static void check(FinalizedReports reports, List<BlockRef> newest, BlockRef asked) {
    long top = newest.stream().mapToLong(BlockRef::height).max().orElse(-1);
    assertThat(reports.top()).isEqualTo(top);
    assertThat(reports.contradicts(asked))
        .isEqualTo(
            newest.stream()
                .anyMatch(r -> r.height() == asked.height() && !r.hash().equals(asked.hash())));
    Set<BlockRef> all = new HashSet<>();
    for (int i = 0; i < reports.size(); i++) {
      all.add(reports.get(i));
    }
    assertThat(reports.size()).isEqualTo(newest.size());
    assertThat(all.equals(new HashSet<>(newest))).isTrue();
  }
}
