package io.driftgate.bench.journal;

import io.driftgate.bench.socket.Folders;
import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.socket.Machine;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.journal.Journal;
import io.driftgate.journal.JournalFiles;
import io.driftgate.journal.JournalListener;
import io.driftgate.journal.JournalReader;
import io.driftgate.journal.JournalStart;
import io.driftgate.journal.Payloads;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Transitions a second, and how long an opening waits for the disk. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "The audit journal on this disk: transitions/s, and an opening's wait.")
public final class JournalBench implements Callable<Integer>, JournalListener {
  private static final int PAGE = 4_096;
  private static final int HEADROOM = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  @Option(names = "--rows", defaultValue = "100000", description = "transitions in the burst")
  private int rows;

  @Option(names = "--openings", defaultValue = "1000", description = "one after the other")
  private int openings;

  @Option(names = "--folder", description = "on the disk to measure; default: a temporary one")
  private Path parent;

  private final LinkedBlockingQueue<Long> flushed = new LinkedBlockingQueue<>();

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    Path folder =
        parent == null
            ? Files.createTempDirectory("journal-bench")
            : Files.createTempDirectory(parent, "journal-bench");
    try {
      Latencies.head();
      Latencies.row("floor: 4 KiB written and fsynced", floor(folder));
      Journal journal =
          new Journal(
              JournalFiles.in(folder), new JournalStart(1, new Stamp(0, 0), "bench", ""), this);
      journal.begin();
      Latencies.row("an opening, added to flushed", waits(journal));
      System.out.printf("transitions: %,.0f a second%n", burst(journal));
      Latencies.row("a transaction", nanos(journal.figures().flushMicros()));
      journal.close(Payloads.stop(1, rows, new Stamp(0, 0), "done"), 60_000);
      verify(folder);
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private Histogram floor(Path folder) throws Exception {
    Histogram nanos = Latencies.newHistogram();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("floor"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < openings; i++) {
        long begun = System.nanoTime();
        file.write(ByteBuffer.allocate(PAGE));
        file.force(false);
        nanos.recordValue(Latencies.clamp(System.nanoTime() - begun));
      }
    }
    return nanos;
  }

  private Histogram waits(Journal journal) throws InterruptedException {
    Histogram nanos = Latencies.newHistogram();
    for (int i = 1; i <= openings; i++) {
      long begun = System.nanoTime();
      journal.add(Payloads.opening(opening(i)));
      while (flushed.take() < i) {
        Thread.onSpinWait();
      }
      nanos.recordValue(Latencies.clamp(System.nanoTime() - begun));
    }
    return nanos;
  }

  /** As many wait as may; the last row is an opening, whose flush is the end. */
  private double burst(Journal journal) throws InterruptedException {
    long begun = System.nanoTime();
    for (int i = 1; i <= rows; i++) {
      if (i % HEADROOM == 0) {
        waitForRoom(journal);
      }
      journal.add(Payloads.transition(signal(i)));
    }
    long last = openings + 1L;
    journal.add(Payloads.opening(opening(last)));
    while (flushed.take() < last) {
      Thread.onSpinWait();
    }
    return rows * NANOS_PER_SECOND / (System.nanoTime() - begun);
  }

  private static void waitForRoom(Journal journal) throws InterruptedException {
    while (journal.figures().waiting() > Journal.CAPACITY - HEADROOM) {
      Thread.sleep(1);
    }
  }

  private static Histogram nanos(Histogram micros) {
    Histogram nanos = Latencies.newHistogram();
    micros
        .recordedValues()
        .forEach(
            value ->
                nanos.recordValueWithCount(
                    TimeUnit.MICROSECONDS.toNanos(value.getValueIteratedTo()),
                    value.getCountAtValueIteratedTo()));
    return nanos;
  }

  private static void verify(Path folder) throws Exception {
    long begun = System.nanoTime();
    try (JournalReader reader = JournalReader.open(JournalFiles.in(folder))) {
      JournalReader.Verdict verdict = reader.verify();
      double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
      System.out.printf(
          "verify: %,d rows, %,.0f a second, %s, %,d bytes a row%n",
          verdict.rows(),
          verdict.rows() / seconds,
          verdict.broken().orElse("holds"),
          Files.size(JournalFiles.in(folder)) / verdict.rows());
    }
  }

  private static Opening opening(long ticket) {
    return new Opening(
        1,
        ticket,
        0,
        new Stamp(ticket, ticket),
        new MarketId("ETH-PERP"),
        ticket,
        Quotes.WITHDRAW,
        Quotes.OPEN,
        Liquidations.ENABLED,
        Liquidations.ENABLED,
        Cause.DEADLINE);
  }

  private static GateSignal signal(long seq) {
    List<NodeId> nodes = List.of(new NodeId("geth-ldn-1"), new NodeId("reth-tko-2"));
    Reason stale =
        new Reason(
            "majors/head.staleness",
            "chain:ethereum",
            "head.staleness",
            OptionalDouble.of(40_000.000001),
            OptionalDouble.of(40_000),
            OptionalDouble.of(0),
            "ms",
            nodes);
    return new GateSignal(
        1,
        seq,
        new Stamp(seq, seq),
        new MarketId("ETH-PERP"),
        seq,
        Quotes.OPEN,
        Quotes.WITHDRAW,
        Liquidations.ENABLED,
        Liquidations.ENABLED,
        List.of(stale),
        Cause.DEADLINE,
        new Hash(1, 2, 3, seq));
  }

  @Override
  public void flushed(long ticket) {
    flushed.add(ticket);
  }

  @Override
  public void changed() {}
}
