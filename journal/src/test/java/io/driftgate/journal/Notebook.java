package io.driftgate.journal;

import io.driftgate.core.fact.Stamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A journal under test, and what it told. */
final class Notebook implements JournalListener, AutoCloseable {
  private static final long LIMIT_S = 20;

  final Path file;
  final Journal journal;
  final List<Long> flushed = new ArrayList<>();
  final List<List<String>> undelivered = new ArrayList<>();
  private final long epoch;
  private long seq;

  Notebook(Path folder, long epoch, int capacity) {
    this.file = JournalFiles.in(folder);
    this.epoch = epoch;
    JournalStart start = new JournalStart(epoch, new Stamp(0, 1_000), "test", "c0ffee");
    journal = new Journal(file, start, this, capacity);
    journal.begin();
  }

  static Notebook begin(Path folder, long epoch) {
    return new Notebook(folder, epoch, Journal.CAPACITY);
  }

  private static Supplier<byte[]> payload(String text) {
    return () -> ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  /** The next transition of a market. */
  Notebook moves(String market) {
    seq++;
    long number = seq;
    journal.add(
        new JournalEntry(
            RowKind.TRANSITION, epoch, seq, 1_000 + seq, market, payload("move " + number)));
    return this;
  }

  Notebook opens(String market, long ticket) {
    journal.add(
        new JournalEntry(
            RowKind.OPENING, epoch, seq, 1_000 + seq, market, payload("may open"), ticket));
    return this;
  }

  Notebook awaitOpen() throws InterruptedException {
    return await(() -> journal.state().isOpen());
  }

  Notebook awaitTrouble() throws InterruptedException {
    return await(() -> journal.state().trouble().isPresent());
  }

  Notebook awaitRows(long rows) throws InterruptedException {
    return await(() -> journal.figures().rows() >= rows);
  }

  Notebook await(BooleanSupplier done) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("not within " + LIMIT_S + " s: " + journal.state());
      }
      Thread.sleep(5);
    }
    return this;
  }

  boolean stop() {
    long limitMs = journal.state().trouble().isPresent() ? 50 : 10_000;
    return journal.close(Payloads.stop(epoch, seq, new Stamp(0, 9_000), "asked"), limitMs);
  }

  @Override
  public void close() {
    stop();
  }

  static List<Row> rows(Path folder) throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(JournalFiles.in(folder))) {
      return reader.rows();
    }
  }

  static Optional<String> flaw(Path folder) {
    try (JournalReader reader = JournalReader.open(JournalFiles.in(folder))) {
      return reader.verify().broken();
    } catch (JournalTrouble trouble) {
      return Optional.of(trouble.getMessage());
    }
  }

  static String text(Row row) {
    return new String(row.payload(), StandardCharsets.UTF_8);
  }

  /** A transition of which somebody is to be told. */
  Notebook tells(String target, String id) {
    seq++;
    JournalEntry entry =
        new JournalEntry(RowKind.TRANSITION, epoch, seq, 1_000 + seq, "M", payload("told"));
    journal.add(
        entry.with(List.of(new Mail(id, target, "M", epoch, seq, 1_000 + seq, payload(id)))));
    return this;
  }

  Notebook settles(String id) {
    journal.add(
        Payloads.hook(
            epoch, seq, new Stamp(0, 2_000), "M", id, "desk", "DELIVERED", 1, 5, "status 204"));
    return this;
  }

  static List<String> outbox(Path folder) throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(JournalFiles.in(folder))) {
      return reader.outbox().stream().map(Mail::id).toList();
    }
  }

  @Override
  public synchronized void undelivered(List<Mail> mails) {
    undelivered.add(mails.stream().map(Mail::id).toList());
  }

  @Override
  public synchronized void flushed(long ticket) {
    flushed.add(ticket);
  }

  @Override
  public void changed() {}
}
