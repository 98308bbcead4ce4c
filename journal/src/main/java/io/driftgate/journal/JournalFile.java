package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file while it is open to be written, and where its chain ends. Whatever goes wrong, it is
 * closed and opened anew: what a failed flush has left behind is not known otherwise. The journal
 * thread's.
 */
final class JournalFile implements AutoCloseable {
  private final Connection connection;
  private long lastId;
  private Hash lastHash;

  private JournalFile(Connection connection, long lastId, Hash lastHash) {
    this.connection = connection;
    this.lastId = lastId;
    this.lastHash = lastHash;
  }

  /**
   * Opens it, or begins it, and walks over all of it.
   *
   * @param own the hash of a last row that may be of this process; of an earlier attempt
   * @param lastRun is shown each row
   * @throws JournalTrouble also if a row does not follow from the one before, or an epoch as high
   *     as this one has rows already
   */
  static JournalFile open(Path path, long epoch, Hash own, LastRun lastRun) throws JournalTrouble {
    return opened(
        path,
        connection -> {
          ChainWalk walk = new ChainWalk();
          Sql.read(
              connection,
              Long.MIN_VALUE,
              row -> {
                lastRun.follow(row);
                return walk.follow(row);
              });
          if (walk.broken().isPresent()) {
            throw JournalTrouble.broken("the journal is broken at " + walk.broken().get());
          }
          if (walk.epoch() >= epoch && !walk.head().equals(own)) {
            throw new JournalTrouble(
                JournalTrouble.Kind.BROKEN,
                "the journal has rows of epoch "
                    + walk.epoch()
                    + " and this is epoch "
                    + epoch
                    + ": stop, write a number above both into the data folder's epoch file, and"
                    + " start again");
          }
          return new JournalFile(connection, walk.rows(), walk.head());
        });
  }

  /** Opens it again, where it was left off by the same process: only what came after is read. */
  static JournalFile reopen(Path path, long knownId, Hash knownHash) throws JournalTrouble {
    return opened(
        path,
        connection -> {
          Sql.run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
          List<Row> tail = new ArrayList<>();
          Sql.read(connection, knownId, tail::add);
          boolean isThere =
              !tail.isEmpty()
                  && tail.get(0).id() == knownId
                  && tail.get(0).hash().equals(knownHash);
          if (!isThere) {
            throw JournalTrouble.broken(
                "row " + knownId + ", which this process wrote, is not there as it was");
          }
          Row last = tail.get(tail.size() - 1);
          return new JournalFile(connection, last.id(), last.hash());
        });
  }

  private interface Opener {
    JournalFile open(Connection connection) throws SQLException, JournalTrouble;
  }

  private static JournalFile opened(Path path, Opener opener) throws JournalTrouble {
    mustBeWritable(path);
    Connection connection = null;
    JournalFile file = null;
    try {
      connection = Sql.toWrite(path);
      Sql.makeForm(connection);
      file = opener.open(connection);
      return file;
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    } finally {
      if (file == null && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  /** SQLite would open it to read, and give what it puts beside it the same rights, for good. */
  private static void mustBeWritable(Path path) throws JournalTrouble {
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new JournalTrouble(
          JournalTrouble.Kind.PASSING, "the file or its disk is read-only: let it be written");
    }
  }

  /** What these will be as rows. */
  List<Row> rows(List<JournalEntry> entries) {
    List<Row> rows = new ArrayList<>(entries.size());
    long id = lastId;
    Hash hash = lastHash;
    for (JournalEntry entry : entries) {
      Row row = Row.after(id, hash, entry);
      rows.add(row);
      id = row.id();
      hash = row.hash();
    }
    return rows;
  }

  /** What waits to be delivered. */
  List<Mail> outbox() throws JournalTrouble {
    try {
      return Outbox.read(connection);
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    }
  }

  /**
   * Appends the next rows, in one transaction; they are on the disk when it returns.
   *
   * @param entries that they were made of
   */
  void append(List<Row> rows, List<JournalEntry> entries) throws JournalTrouble {
    try {
      Sql.insert(connection, rows, entries);
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    }
    Row last = rows.get(rows.size() - 1);
    lastId = last.id();
    lastHash = last.hash();
  }

  long lastId() {
    return lastId;
  }

  Hash lastHash() {
    return lastHash;
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  /** It has failed already, or everything is on the disk. */
  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // what it holds is not written by this, and whoever opens it next finds out
    }
  }
}
