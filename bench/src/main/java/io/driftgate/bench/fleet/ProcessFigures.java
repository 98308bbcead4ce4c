package io.driftgate.bench.fleet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Linux says of a process at one moment.
 *
 * @param cpuMs processor time of all threads, in user mode and in the kernel
 * @param cpuMsByThread the same by thread name, numbers taken off
 * @param rssMb what is resident
 * @param peakRssMb the most that ever was
 */
public record ProcessFigures(
    long cpuMs, Map<String, Long> cpuMsByThread, double rssMb, double peakRssMb) {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final long MS_PER_TICK = 10;

  private static final int USER_TICKS = 11;
  private static final int KERNEL_TICKS = 12;
  private static final double KIB_PER_MB = 1e6 / 1_024;

  /** Of this moment. */
  public static ProcessFigures of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    double rss = 0;
    double peak = 0;
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        rss = kib(line) / KIB_PER_MB;
      } else if (line.startsWith("VmHWM:")) {
        peak = kib(line) / KIB_PER_MB;
      }
    }
    return new ProcessFigures(cpuMs(folder.resolve("stat")), threads(folder), rss, peak);
  }

  /** Processor time alone; -1 when the process is gone. */
  static long cpuMsOf(long pid) {
    try {
      return cpuMs(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException gone) {
      return -1;
    }
  }

  private static double kib(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
  }

  private static long cpuMs(Path stat) throws IOException {
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return MS_PER_TICK
        * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[KERNEL_TICKS]));
  }

  private static Map<String, Long> threads(Path folder) throws IOException {
    Map<String, Long> byName = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path task : tasks) {
        String name = Files.readString(task.resolve("comm")).strip();
        String kind = name.startsWith("vert.x-") ? name : name.replaceAll("[#0-9 ]+$", "");
        byName.merge(kind, cpuMs(task.resolve("stat")), Long::sum);
      }
    } catch (NoSuchFileException ended) {
      return byName;
    }
    return byName;
  }

  /** The figures of the time between another moment and this. */
  ProcessFigures since(ProcessFigures before) {
    Map<String, Long> threads = new TreeMap<>(cpuMsByThread);
    before.cpuMsByThread.forEach((name, ms) -> threads.merge(name, -ms, Long::sum));
    return new ProcessFigures(cpuMs - before.cpuMs, threads, rssMb, peakRssMb);
  }
}
