package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a list in which each key stands once for each unit of its weight. */
class WeightedSelectionTest {
  @Test
  void shouldFindWhatASortedListHasAtThatPlace() {
    WeightedSelection selection = new WeightedSelection(30);
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<Long> list = new ArrayList<>();
      selection.clear();
      int keys = 1 + random.nextInt(30);
      for (int i = 0; i < keys; i++) {
        long key = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(1 + random.nextInt(40));
        int weight = i == 0 ? 1 : random.nextInt(4);
        selection.add(key, weight);
        for (int unit = 0; unit < weight; unit++) {
          list.add(key);
        }
      }
      list.sort(null);
      int weight = 1 + random.nextInt(list.size());
      assertThat(selection.total()).isEqualTo(list.size());
      assertThat(selection.smallestWith(weight)).isEqualTo(list.get(weight - 1));
    }
  }
}
