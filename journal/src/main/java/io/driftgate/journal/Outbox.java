package io.driftgate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is still to be delivered, in the journal's file: a table of its own, which the hash chain
 * does not cover, since what is settled leaves it. Blocks on the disk.
 */
final class Outbox {
  static final String CREATE =
      "CREATE TABLE outbox (id TEXT PRIMARY KEY, target TEXT NOT NULL, market TEXT NOT NULL,"
          + " epoch INTEGER NOT NULL, seq INTEGER NOT NULL, wall_ms INTEGER NOT NULL,"
          + " body BLOB NOT NULL) STRICT, WITHOUT ROWID";
  private static final String INSERT = "INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM outbox WHERE id = ?";
  private static final String SELECT =
      "SELECT id, target, market, epoch, seq, wall_ms, body FROM outbox"
          + " ORDER BY epoch, seq, target";

  private Outbox() {}

  /** Within the transaction of their rows. */
  static void update(Connection connection, Iterable<JournalEntry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      for (JournalEntry entry : entries) {
        for (Mail mail : entry.mails()) {
          bind(insert, mail);
          insert.executeUpdate();
        }
        for (String id : entry.settled()) {
          delete.setString(1, id);
          delete.executeUpdate();
        }
      }
    }
  }

  private static void bind(PreparedStatement insert, Mail mail) throws SQLException {
    int column = 0;
    insert.setString(++column, mail.id());
    insert.setString(++column, mail.target());
    insert.setString(++column, mail.market());
    insert.setLong(++column, mail.epoch());
    insert.setLong(++column, mail.seq());
    insert.setLong(++column, mail.wallMs());
    insert.setBytes(++column, mail.body().get());
  }

  /** In the order in which they were decided. */
  static List<Mail> read(Connection connection) throws SQLException {
    List<Mail> mails = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet found = select.executeQuery()) {
      while (found.next()) {
        mails.add(mail(found));
      }
    }
    return mails;
  }

  private static Mail mail(ResultSet found) throws SQLException {
    int column = 0;
    String id = found.getString(++column);
    String target = found.getString(++column);
    String market = found.getString(++column);
    long epoch = found.getLong(++column);
    long seq = found.getLong(++column);
    long wallMs = found.getLong(++column);
    byte[] body = found.getBytes(++column);
    return new Mail(id, target, market, epoch, seq, wallMs, () -> body);
  }
}
