package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PushSilenceTest {
  private static final long MARGIN = 100;

  private final PushSilence silence = new PushSilence(MARGIN);

  @Test
  void shouldNotMissTheHeadThatStoodWhenTheSubscriptionBegan() {
    silence.confirmed(1_000);
    assertThat(polled(8, 990)).isFalse();
    assertThat(polled(9, 1_010)).isFalse();
    assertThat(polled(9, 5_000)).isFalse();
  }

  @Test
  void shouldSayNothingWhileWithinTheMargin() {
    baseline(9, 1_000);
    assertThat(polled(10, 2_000)).isFalse();
    assertThat(polled(10, 2_100)).isFalse();
  }

  @Test
  void shouldSeeSilenceOnceAHeadIsOwedForLongerThanTheMargin() {
    baseline(9, 1_000);
    assertThat(polled(10, 2_000)).isFalse();
    assertThat(polled(11, 2_101)).isTrue();
  }

  @Test
  void shouldForgetWhatWasOwedWhenPushDelivers() {
    baseline(9, 1_000);
    assertThat(polled(10, 2_000)).isFalse();
    silence.pushed(10);
    assertThat(polled(10, 2_500)).isFalse();
    assertThat(polled(11, 2_600)).isFalse();
  }

  @Test
  void shouldNotTakeAShorterChainAfterAReorgForSilence() {
    baseline(9, 1_000);
    silence.pushed(12);
    silence.pushed(11);
    assertThat(polled(11, 2_000)).isFalse();
    assertThat(polled(11, 3_000)).isFalse();
  }

  @Test
  void shouldForgetWhatWasOwedWhenPollingFallsBack() {
    baseline(9, 1_000);
    assertThat(polled(10, 2_000)).isFalse();
    assertThat(polled(9, 2_050)).isFalse();
    assertThat(polled(10, 2_140)).isFalse();
  }

  @Test
  void shouldStartAnewWithEachSubscription() {
    baseline(9, 1_000);
    assertThat(polled(10, 2_000)).isFalse();
    silence.confirmed(2_050);
    assertThat(polled(10, 2_200)).isFalse();
    assertThat(polled(10, 9_000)).isFalse();
  }

  private void baseline(long height, long nanos) {
    silence.confirmed(nanos);
    assertThat(polled(height, nanos + 1)).isFalse();
  }

  private boolean polled(long height, long nanos) {
    return silence.polled(height, nanos, nanos);
  }
}
