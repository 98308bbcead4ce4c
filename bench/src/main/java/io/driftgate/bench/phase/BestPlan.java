package io.driftgate.bench.phase;

import java.util.Arrays;

/**
 * The plan with the least mean uncertainty among all that poll one node so often on average, if the
 * distribution of arrivals were known exactly: dynamic programming over when to poll next after a
 * poll that came too early, with a price for a poll that is raised until the budget is kept. No
 * slot is empty, and nothing of the fleet is known.
 */
final class BestPlan {
  private static final int ROUNDS = 40;

  private final double stepMs;
  private final double longestMs;
  private final double[] before;
  private final int[] choice;
  private final int start;

  /**
   * What the best plan comes to, in milliseconds.
   *
   * @param p50 of the uncertainty
   */
  record Result(double p50, double mean) {}

  private BestPlan(double[] lateMs, double slotMs, double longestMs, double stepMs) {
    this.stepMs = stepMs;
    this.longestMs = longestMs;
    int zero = (int) (slotMs / stepMs);
    before = new double[2 * zero];
    choice = new int[before.length];
    for (int i = 0; i < before.length; i++) {
      before[i] = share(lateMs, (i - zero) * stepMs);
    }
    before[before.length - 1] = 1;
    start = (int) (1.15 * lateMs[lateMs.length / 2] / stepMs);
  }

  private static double share(double[] sorted, double below) {
    int found = Arrays.binarySearch(sorted, below);
    return (double) (found < 0 ? -found - 1 : found) / sorted.length;
  }

  /** {@code lateMs} is sorted. */
  static Result of(double[] lateMs, double slotMs, double evenMs, double longestMs) {
    double tripMs = VirtualFleet.TRIP_MS;
    BestPlan plan = new BestPlan(lateMs, slotMs, longestMs, slotMs / 400);
    double low = 1e-6;
    double high = 1e6;
    for (int i = 0; i < ROUNDS; i++) {
      double price = Math.sqrt(low * high);
      plan.solve(price, tripMs);
      if (plan.polls() > slotMs / evenMs) {
        low = price;
      } else {
        high = price;
      }
    }
    plan.solve(high, tripMs);
    return plan.result(tripMs);
  }

  private void solve(double price, double tripMs) {
    int last = before.length - 1;
    double[] cost = new double[before.length];
    int fewest = Math.max(1, (int) Math.ceil(tripMs / stepMs));
    int most = Math.max(fewest, (int) (longestMs / stepMs));
    for (int i = last - 1; i >= start; i--) {
      cost[i] = Double.MAX_VALUE;
      for (int j = Math.min(last, i + fewest); j <= Math.min(last, i + most); j++) {
        double uncertainMs = (j - i) * stepMs + tripMs;
        double total = price * (1 - before[i]) + (before[j] - before[i]) * uncertainMs + cost[j];
        if (total < cost[i]) {
          cost[i] = total;
          choice[i] = j;
        }
      }
    }
  }

  private double polls() {
    double polls = 0;
    for (int i = start; i < before.length - 1; i = choice[i]) {
      polls += 1 - before[i];
    }
    return polls;
  }

  private Result result(double tripMs) {
    double[] massByMs = new double[(int) (before.length * stepMs + tripMs) + 2];
    double mean = 0;
    for (int i = start; i < before.length - 1; i = choice[i]) {
      double uncertainMs = (choice[i] - i) * stepMs + tripMs;
      double mass = before[choice[i]] - before[i];
      massByMs[(int) Math.round(uncertainMs)] += mass;
      mean += mass * uncertainMs;
    }
    double below = 0;
    int p50 = 0;
    while (below < 0.5) {
      below += massByMs[p50];
      p50++;
    }
    return new Result(p50 - 1, mean);
  }
}
