package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against a set of numbers. */
class NodeSetTest {
  private static final int[] EDGES = {0, 1, 63, 64, 65, 127, 128, 191, 192};

  @Test
  void shouldSayWhetherEachStepChangedIt() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      NodeSet nodes = new NodeSet(random.nextInt(130));
      Set<Integer> slow = new HashSet<>();
      for (int step = 0; step < 60; step++) {
        int node = EDGES[random.nextInt(EDGES.length)];
        if (random.nextInt(3) == 0) {
          assertThat(nodes.remove(node)).isEqualTo(slow.remove(node));
        } else {
          assertThat(nodes.add(node)).isEqualTo(slow.add(node));
        }
        check(nodes, slow);
      }
      nodes.clear();
      check(nodes, Set.of());
    }
  }

  private static void check(NodeSet nodes, Set<Integer> slow) {
    assertThat(nodes.size()).isEqualTo(slow.size());
    assertThat(nodes.isEmpty()).isEqualTo(slow.isEmpty());
    for (int node : EDGES) {
      assertThat(nodes.contains(node)).isEqualTo(slow.contains(node));
    }
  }

  private static NodeSet of(int nodes, int... members) {
    NodeSet set = new NodeSet(nodes);
    for (int member : members) {
      set.add(member);
    }
    return set;
  }

  @Test
  void shouldTakeOverAllOfASetForMoreNodesOrFewer() {
    NodeSet small = of(10, 3);
    small.addAll(of(200, 4, 130));
    assertThat(small.sameAs(of(140, 3, 4, 130))).isTrue();
    NodeSet large = of(200, 130);
    large.addAll(of(10, 3));
    assertThat(large.sameAs(of(140, 3, 130))).isTrue();
  }

  @Test
  void shouldCompareMembersWhateverTheRoom() {
    assertThat(of(10, 3).sameAs(of(200, 3))).isTrue();
    assertThat(of(200, 3).sameAs(of(10, 3))).isTrue();
    assertThat(of(200, 3, 130).sameAs(of(10, 3))).isFalse();
    assertThat(of(10, 3).sameAs(of(200, 3, 130))).isFalse();
    assertThat(of(10, 3).sameAs(of(10, 4))).isFalse();
  }
}
