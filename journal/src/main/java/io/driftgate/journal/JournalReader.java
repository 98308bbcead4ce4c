package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a journal, beside a process that writes it or without one. Blocks on the disk. */
public final class JournalReader implements AutoCloseable {
  private final Connection connection;

  private JournalReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * The journal of a data folder.
   *
   * @param file that of {@link JournalFiles#in}
   */
  public static JournalReader open(Path file) throws JournalTrouble {
    try {
      return new JournalReader(checked(Sql.toRead(file, false)));
    } catch (SQLException e) {
      if (!isAtRest(file)) {
        throw JournalTrouble.of(e);
      }
    }
    try {
      return new JournalReader(checked(Sql.toRead(file, true)));
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    }
  }

  /** Nobody writes it, and its folder may be one where SQLite can't put what it needs to read. */
  private static boolean isAtRest(Path file) {
    return Files.isReadable(file)
        && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static Connection checked(Connection connection) throws SQLException, JournalTrouble {
    boolean kept = false;
    try {
      Sql.mustBeOurs(connection);
      kept = true;
      return connection;
    } finally {
      if (!kept) {
        connection.close();
      }
    }
  }

  /**
   * What a walk over all rows found.
   *
   * @param rows that follow from each other, from the first one on
   * @param head the hash of the last of them
   * @param broken what is wrong with the next; empty if there is none
   */
  public record Verdict(long rows, Hash head, Optional<String> broken) {}

  /** Walks over the whole chain. */
  public Verdict verify() {
    ChainWalk walk = new ChainWalk();
    Optional<String> broken;
    try {
      Sql.read(connection, Long.MIN_VALUE, walk::follow);
      broken = walk.broken();
    } catch (SQLException e) {
      broken = Optional.of("after row " + walk.rows() + ": " + JournalTrouble.of(e).getMessage());
    } catch (JournalTrouble trouble) {
      broken = Optional.of(trouble.getMessage());
    }
    return new Verdict(walk.rows(), walk.head(), broken);
  }

  /** Shows the rows that are asked for, in order. */
  public void show(RowFilter filter, Consumer<Row> shown) throws JournalTrouble {
    ArrayDeque<Row> last = new ArrayDeque<>();
    try {
      Sql.read(
          connection,
          Long.MIN_VALUE,
          row -> {
            if (filter.takes(row)) {
              if (filter.last().isEmpty()) {
                shown.accept(row);
              } else {
                last.add(row);
                if (last.size() > filter.last().getAsInt()) {
                  last.remove();
                }
              }
            }
            return true;
          });
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    }
    last.forEach(shown);
  }

  /** What waits to be delivered, in the order in which it was decided. */
  public List<Mail> outbox() throws JournalTrouble {
    try {
      return Sql.hasOutbox(connection) ? Outbox.read(connection) : List.of();
    } catch (SQLException e) {
      throw JournalTrouble.of(e);
    }
  }

  /** All rows, for those who know that they are few. */
  public List<Row> rows() throws JournalTrouble {
    List<Row> rows = new ArrayList<>();
    show(RowFilter.ALL, rows::add);
    return rows;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing was written
    }
  }
}
