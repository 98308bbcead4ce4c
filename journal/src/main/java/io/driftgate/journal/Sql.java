package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The file's form, and what is said to SQLite. Blocks on the disk. */
final class Sql {
  /** {@code DGJ1}: other programs' SQLite files are not ours to write. */
  static final int APPLICATION_ID = 0x44474a31;

  /** Of the form below. Version 1 had no outbox. */
  static final int VERSION = 2;

  private static final int WITHOUT_OUTBOX = 1;

  private static final String USER_VERSION = "PRAGMA user_version";

  /** How long others may hold a lock that we need. */
  private static final int BUSY_MS = 250;

  private static final String CREATE =
      "CREATE TABLE journal (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, epoch INTEGER NOT NULL,"
          + " seq INTEGER NOT NULL, wall_ms INTEGER NOT NULL, market TEXT NOT NULL,"
          + " payload BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL) STRICT";
  private static final String INSERT = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String COLUMNS =
      "id, kind, epoch, seq, wall_ms, market, payload, prev, hash";

  private Sql() {}

  /** Write-ahead log, and each commit waits for the disk. */
  static Connection toWrite(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return open("jdbc:sqlite:" + file.toAbsolutePath(), config);
  }

  /**
   * Beside a process that writes.
   *
   * @param immutable for a file that nobody writes, in a folder that can't be written
   */
  static Connection toRead(Path file, boolean immutable) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    String uri = file.toAbsolutePath().toUri().getRawPath();
    return open("jdbc:sqlite:file:" + uri + "?mode=ro" + (immutable ? "&immutable=1" : ""), config);
  }

  private static Connection open(String url, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_MS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    Connection connection = source.getConnection();
    run(connection, "PRAGMA cell_size_check = ON");
    return connection;
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  /** Makes the form in an empty file; else makes sure that it is ours. */
  static void makeForm(Connection connection) throws SQLException, JournalTrouble {
    if (isEmpty(connection)) {
      connection.setAutoCommit(false);
      run(connection, CREATE);
      run(connection, Outbox.CREATE);
      run(connection, "PRAGMA application_id = " + APPLICATION_ID);
      run(connection, USER_VERSION + " = " + VERSION);
      connection.commit();
      connection.setAutoCommit(true);
    }
    mustBeOurs(connection);
    if (number(connection, USER_VERSION) == WITHOUT_OUTBOX) {
      connection.setAutoCommit(false);
      run(connection, Outbox.CREATE);
      run(connection, USER_VERSION + " = " + VERSION);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** One of version 1 that is only read has none. */
  static boolean hasOutbox(Connection connection) throws SQLException {
    return number(connection, USER_VERSION) > WITHOUT_OUTBOX;
  }

  static boolean isEmpty(Connection connection) throws SQLException {
    return number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  static void mustBeOurs(Connection connection) throws SQLException, JournalTrouble {
    if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw JournalTrouble.broken("the file is no journal of Driftgate's");
    }
    long version = number(connection, USER_VERSION);
    if (version < WITHOUT_OUTBOX || version > VERSION) {
      throw JournalTrouble.broken(
          "the file is of version " + version + ", this program's is " + VERSION);
    }
  }

  /**
   * In one transaction; all of it is on the disk when it returns.
   *
   * @param entries that the rows were made of
   */
  static void insert(Connection connection, Iterable<Row> rows, Iterable<JournalEntry> entries)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Row row : rows) {
        bind(insert, row);
        insert.executeUpdate();
      }
    }
    Outbox.update(connection, entries);
    connection.commit();
  }

  private static void bind(PreparedStatement insert, Row row) throws SQLException {
    int column = 0;
    insert.setLong(++column, row.id());
    insert.setString(++column, row.kind());
    insert.setLong(++column, row.epoch());
    insert.setLong(++column, row.seq());
    insert.setLong(++column, row.wallMs());
    insert.setString(++column, row.market());
    insert.setBytes(++column, row.payload());
    insert.setBytes(++column, row.prev().toBytes());
    insert.setBytes(++column, row.hash().toBytes());
  }

  /** Takes rows until it has enough. */
  @FunctionalInterface
  interface Reader {
    /** Returns whether it wants more. */
    boolean read(Row row) throws JournalTrouble;
  }

  /** From this id on, in order of ids. */
  static void read(Connection connection, long fromId, Reader reader)
      throws SQLException, JournalTrouble {
    String sql = "SELECT " + COLUMNS + " FROM journal WHERE id >= ? ORDER BY id";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, fromId);
      try (ResultSet found = select.executeQuery()) {
        boolean more = true;
        while (more && found.next()) {
          more = reader.read(row(found));
        }
      }
    }
  }

  private static Row row(ResultSet found) throws SQLException, JournalTrouble {
    int column = 0;
    long id = found.getLong(++column);
    return new Row(
        id,
        found.getString(++column),
        found.getLong(++column),
        found.getLong(++column),
        found.getLong(++column),
        found.getString(++column),
        found.getBytes(++column),
        hash(id, found.getBytes(++column)),
        hash(id, found.getBytes(++column)));
  }

  private static Hash hash(long id, byte[] bytes) throws JournalTrouble {
    try {
      return Hash.of(bytes);
    } catch (IllegalArgumentException e) {
      throw JournalTrouble.broken("row " + id + ": one of its hashes is not of 32 bytes");
    }
  }
}
