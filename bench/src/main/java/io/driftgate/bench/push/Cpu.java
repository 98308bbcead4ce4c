package io.driftgate.bench.push;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;

/** Processor time of threads. */
final class Cpu {
  private Cpu() {}

  static long of(Collection<Thread> threads) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    return threads.stream()
        .mapToLong(thread -> Math.max(0, bean.getThreadCpuTime(thread.getId())))
        .sum();
  }
}
