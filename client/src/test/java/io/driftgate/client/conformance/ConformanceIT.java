package io.driftgate.client.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every client through every fault: never OPEN later than one lease after it sent the last renewal
 * that was granted, and OPEN again once all is well.
 */
final class ConformanceIT {
  private static final int AT_ONCE = 6;

  /** The minute-long scripts do little and wait much. */
  private static final ExecutorService LONG = Executors.newCachedThreadPool();

  private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_ONCE);

  @AfterAll
  static void stop() {
    LONG.shutdownNow();
    POOL.shutdownNow();
  }

  @TestFactory
  List<DynamicTest> shouldNeverBeOpenWithoutALease() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Clients client : Clients.values()) {
      tests.add(started(LONG, client, Scripts.HELD_A_MINUTE));
    }
    for (Script script : Scripts.SHORT) {
      for (Clients client : Clients.values()) {
        tests.add(started(POOL, client, script));
      }
    }
    return tests;
  }

  /** Begins now, with the others; the test waits for its end. */
  private static DynamicTest started(ExecutorService pool, Clients client, Script script) {
    Future<Double> end = pool.submit(() -> Stage.play(script, client.command()));
    String name = client + ": " + script.name();
    return DynamicTest.dynamicTest(name, () -> report(name, end));
  }

  private static void report(String name, Future<Double> end) throws Throwable {
    try {
      double latestMs = end.get();
      System.out.printf("%s: last open %.0f ms after asking%n", name, latestMs);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
