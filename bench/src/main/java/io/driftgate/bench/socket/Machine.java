package io.driftgate.bench.socket;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** Where and when figures were taken. */
public final class Machine {
  private Machine() {}

  /** Date, processors, JDK and what else keeps the machine busy. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s, Java %s, load average %.2f",
        LocalDate.now(ZoneId.systemDefault()),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
