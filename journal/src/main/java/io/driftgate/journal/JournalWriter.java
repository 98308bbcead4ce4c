package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens the file, as often as it must, and goes on where the last row ends. A transaction whose end
 * is not known is looked for when the file is opened again: it is there as a whole or not at all.
 * The journal thread's, but for the counter.
 */
final class JournalWriter {
  private final Path path;
  private final JournalStart start;

  /** Null while it is not open. */
  private JournalFile file;

  /** What the file system calls the open file; null where it has no name for files. */
  private Object openedKey;

  /** Of what this process wrote for certain; 0 before its first row. */
  private long lastId;

  private Hash lastHash = Hash.ZERO;

  /** Of the transaction whose end is not known; {@link Hash#ZERO} for none. */
  private Hash unsureHash = Hash.ZERO;

  /** How many of the next entries turned out to be written. */
  private int written;

  private List<Mail> undelivered = List.of();
  private Optional<Broken> broken = Optional.empty();
  private final AtomicLong rows = new AtomicLong();

  /** What was found broken is not read again before it looks otherwise. */
  private record Broken(String look, JournalTrouble trouble) {}

  JournalWriter(Path path, JournalStart start) {
    this.path = path;
    this.start = start;
  }

  /** Opens it unless it is open; returns whether that wrote a row. */
  boolean open() throws JournalTrouble {
    if (file != null) {
      return false;
    }
    String look = look();
    if (broken.isPresent() && broken.get().look().equals(look)) {
      throw broken.get().trouble();
    }
    try {
      boolean begins = lastId == 0 || look.isEmpty();
      if (begins) {
        begin();
      } else {
        resume();
      }
      broken = Optional.empty();
      return begins;
    } catch (JournalTrouble trouble) {
      if (trouble.kind() == JournalTrouble.Kind.BROKEN) {
        broken = Optional.of(new Broken(look(), trouble));
      }
      throw trouble;
    }
  }

  /** Empty for no file. */
  private String look() {
    String own = look(path);
    return own.isEmpty() ? "" : own + look(path.resolveSibling(path.getFileName() + "-wal"));
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.fileKey() + " " + seen.size() + " " + seen.lastModifiedTime() + " ";
    } catch (IOException e) {
      return "";
    }
  }

  private void begin() throws JournalTrouble {
    LastRun before = new LastRun();
    file = JournalFile.open(path, start.epoch(), unsureHash, before);
    openedKey = key(path);
    undelivered = file.outbox();
    lastId = 0;
    if (unsureHash.equals(Hash.ZERO) || !file.lastHash().equals(unsureHash)) {
      append(List.of(Payloads.start(start, before)));
    } else {
      settle();
    }
  }

  private void resume() throws JournalTrouble {
    file = JournalFile.reopen(path, lastId, lastHash);
    openedKey = key(path);
    long more = file.lastId() - lastId;
    if (more > 0 && !file.lastHash().equals(unsureHash)) {
      throw JournalTrouble.broken("rows after " + lastId + " were written by another process");
    }
    written = (int) more;
    settle();
  }

  /** What is written into a file that was taken away reaches the disk, and nobody. */
  private void mustBeTheOneThatWasOpened() throws JournalTrouble {
    if (!Objects.equals(key(path), openedKey)) {
      throw new JournalTrouble(
          JournalTrouble.Kind.PASSING, "the file was taken away: another one is begun");
    }
  }

  /** Null where there is none, or the file system has none. */
  private static Object key(Path file) throws JournalTrouble {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new JournalTrouble(
          JournalTrouble.Kind.PASSING, "the file was taken away, or can't be seen");
    }
  }

  /** Writes all of them; they are on the disk when it returns. */
  void append(List<JournalEntry> entries) throws JournalTrouble {
    mustBeTheOneThatWasOpened();
    List<JournalEntry> left = entries.subList(Math.min(written, entries.size()), entries.size());
    written = 0;
    if (!left.isEmpty()) {
      List<Row> next = file.rows(left);
      unsureHash = next.get(next.size() - 1).hash();
      file.append(next, left);
      settle();
    }
  }

  private void settle() {
    rows.addAndGet(lastId == 0 ? 1 : file.lastId() - lastId);
    lastId = file.lastId();
    lastHash = file.lastHash();
    unsureHash = Hash.ZERO;
  }

  /** Closes it if it is open. */
  void letGo() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /** What waited to be delivered when the file was begun with; given out once. */
  List<Mail> takeUndelivered() {
    List<Mail> taken = undelivered;
    undelivered = List.of();
    return taken;
  }

  /** Written by this process. */
  long rows() {
    return rows.get();
  }
}
