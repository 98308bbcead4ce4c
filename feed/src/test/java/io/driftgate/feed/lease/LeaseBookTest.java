package io.driftgate.feed.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketGlobs;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseBookTest {
  private static final long LEASE = 100;
  private static final MarketGlobs A = new MarketGlobs(List.of("A"));
  private static final MarketGlobs B = new MarketGlobs(List.of("B"));

  /** Near where the monotonic clock turns over. */
  private static final long START = Long.parseLong("9223372036854775607");

  private final LeaseBook<String> book = new LeaseBook<>(LEASE, LEASE, START - LEASE);

  private List<Confirmation> dueAt(long nanos) {
    boolean due = book.isDue(nanos);
    List<Confirmation> taken = book.takeDue(nanos);
    assertThat(taken.isEmpty()).isNotEqualTo(due);
    return taken;
  }

  @Test
  void shouldOutliveTheTurningOfTheClock() {
    book.granted("x", A, START + LEASE);
    book.granted("y", A, START + 2 * LEASE - 1);
    book.moved("A", 1, true, START + 2 * LEASE - 1);
    assertThat(dueAt(START + 3 * LEASE - 2)).isEmpty();
    assertThat(dueAt(START + 3 * LEASE - 1)).containsExactly(new Confirmation("A", 1, LEASE, 0, 2));
  }

  @Test
  void shouldWaitForGrantsOfAnEarlierProcessWithALongerLease() {
    LeaseBook<String> after = new LeaseBook<>(LEASE, 3 * LEASE, START);
    after.moved("A", 1, true, START + 1);
    assertThat(after.takeDue(START + 3 * LEASE - 1)).isEmpty();
    assertThat(after.takeDue(START + 3 * LEASE)).hasSize(1);
  }

  @Test
  void shouldTellInTheOrderOfTheRestrictions() {
    book.moved("B", 1, true, START);
    book.moved("A", 1, true, START);
    book.moved("B", 2, true, START);
    assertThat(dueAt(START)).extracting(Confirmation::market).containsExactly("A", "B");
    assertThat(dueAt(START)).isEmpty();
  }

  @Test
  void shouldCountAnAcknowledgementOnceAndOfTheVersionOrALaterOne() {
    book.granted("x", A, START);
    book.granted("y", A, START);
    book.moved("A", 4, true, START + 1);
    book.acknowledged("x", "A", 3);
    book.acknowledged("x", "A", 4);
    book.acknowledged("x", "A", 4);
    assertThat(dueAt(START + 2)).isEmpty();
    book.acknowledged("y", "A", 5);
    assertThat(dueAt(START + 2)).containsExactly(new Confirmation("A", 4, 1, 2, 0));
  }

  @Test
  void shouldForgetDesksThatHaveGoneTwoLeasesAfterTheirLastGrant() {
    for (int i = 0; i < 100; i++) {
      book.granted("x" + i, A, START + i);
      book.gone("x" + i);
      book.forgetFormer(START + i);
    }
    assertThat(book.size()).isEqualTo(100);
    book.forgetFormer(START + 2 * LEASE + 50);
    assertThat(book.size()).isEqualTo(50);
    book.forgetFormer(START + 2 * LEASE + 101);
    assertThat(book.size()).isZero();
  }

  @Test
  void shouldNotTakeANewcomerForTheDeskWhoseSlotItHas() {
    book.granted("old", A, START);
    book.moved("A", 1, true, START + LEASE - 1);
    book.gone("old");
    book.forgetFormer(START + 2 * LEASE - 1);
    book.granted("new", A, START + 2 * LEASE - 1);
    book.acknowledged("new", "A", 1);
    assertThat(dueAt(START + 2 * LEASE)).containsExactly(new Confirmation("A", 1, LEASE + 1, 0, 1));
  }

  @Test
  void shouldKeepWhatWasGrantedForTheViewBefore() {
    book.granted("x", A, START);
    book.granted("x", B, START + 10);
    book.moved("A", 1, true, START + 20);
    book.acknowledged("x", "A", 1);
    assertThat(dueAt(START + LEASE - 1)).isEmpty();
    assertThat(dueAt(START + LEASE)).hasSize(1);
  }
}
