package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The heap of deadlines, against a list that is searched from end to end. */
class DeadlinesTest {
  @Test
  void shouldRunWhatIsDueInOrderOfInstantAndSlot() {
    for (int seed = 0; seed < 200; seed++) {
      compareWithList(new Random(seed));
    }
  }

  private static void compareWithList(Random random) {
    Deadlines deadlines = new Deadlines();
    List<Integer> ran = new ArrayList<>();
    int slots = 1 + random.nextInt(40);
    for (int i = 0; i < slots; i++) {
      int slot = i;
      assertThat(deadlines.add(nowNanos -> ran.add(slot))).isEqualTo(slot);
    }
    long[] at = new long[slots];
    Arrays.fill(at, Deadlines.NEVER);
    long now = -1_000;
    for (int step = 0; step < 300; step++) {
      int slot = random.nextInt(slots);
      long instant = random.nextInt(6) == 0 ? Deadlines.NEVER : now + 1 + random.nextInt(20);
      deadlines.set(slot, instant);
      at[slot] = instant;
      assertThat(deadlines.earliestNanos()).isEqualTo(Arrays.stream(at).min().orElseThrow());
      if (random.nextInt(3) == 0) {
        now += random.nextInt(15);
        ran.clear();
        deadlines.runDue(now);
        assertThat(ran).isEqualTo(takeDue(at, now));
      }
    }
  }

  private static List<Integer> takeDue(long[] at, long now) {
    List<Integer> due =
        IntStream.range(0, at.length)
            .filter(slot -> at[slot] <= now)
            .boxed()
            .sorted((a, b) -> at[a] != at[b] ? Long.compare(at[a], at[b]) : a - b)
            .toList();
    due.forEach(slot -> at[slot] = Deadlines.NEVER);
    return due;
  }

  @Test
  void shouldTakeADeadlineSetIntoThePastForABug() {
    Deadlines deadlines = new Deadlines();
    int[] slot = new int[1];
    slot[0] = deadlines.add(nowNanos -> deadlines.set(slot[0], nowNanos));
    deadlines.set(slot[0], 5);
    assertThatThrownBy(() -> deadlines.runDue(5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldGiveARemovedSlotToTheNextOwner() {
    Deadlines deadlines = new Deadlines();
    List<String> ran = new ArrayList<>();
    int one = deadlines.add(nowNanos -> ran.add("one"));
    int two = deadlines.add(nowNanos -> ran.add("two"));
    deadlines.set(one, 5);
    deadlines.set(two, 6);
    deadlines.remove(one);
    assertThat(deadlines.earliestNanos()).isEqualTo(6);
    assertThat(deadlines.size()).isEqualTo(1);
    assertThat(deadlines.add(nowNanos -> ran.add("three"))).isEqualTo(one);
    deadlines.set(one, 7);
    deadlines.runDue(9);
    assertThat(ran).containsExactly("two", "three");
    assertThat(deadlines.size()).isEqualTo(2);
  }

  @Test
  void shouldNeverComeToAnInstantPastTheEndOfTime() {
    long years292 = Long.MAX_VALUE;
    assertThat(Deadlines.after(5, 10)).isEqualTo(16);
    assertThat(Deadlines.after(-5, 3)).isEqualTo(-1);
    assertThat(Deadlines.after(0, years292 - 1)).isEqualTo(Deadlines.NEVER);
    assertThat(Deadlines.after(1, years292)).isEqualTo(Deadlines.NEVER);
    assertThat(Deadlines.after(years292 - 10, years292 - 10)).isEqualTo(Deadlines.NEVER);
    assertThat(Deadlines.plus(years292, 1)).isEqualTo(Deadlines.NEVER);
    assertThat(Deadlines.times(years292 / 2, 3)).isEqualTo(Long.MAX_VALUE);
    assertThat(Deadlines.times(years292 / 2, 2)).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void shouldCountBlocksAtTwiceTheirRateExactly() {
    assertThat(LeadPace.blocksAtTwiceTheRate(60, 1)).isEqualTo(120);
    assertThat(LeadPace.blocksAtTwiceTheRate(7, 4)).isEqualTo(3);
    assertThat(LeadPace.blocksAtTwiceTheRate(5, 4)).isEqualTo(2);
    assertThat(LeadPace.blocksAtTwiceTheRate(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(LeadPace.blocksAtTwiceTheRate(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(2);
  }
}
