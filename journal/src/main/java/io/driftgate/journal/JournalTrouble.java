package io.driftgate.journal;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The journal can't be read or written; the message says why, and what to do, to people. */
public final class JournalTrouble extends Exception {
  private static final long serialVersionUID = 1;
  private static final int PRIMARY_CODE = 0xff;

  private final Kind kind;

  /** What keeps it. */
  public enum Kind {
    /** It may be over at any moment. */
    PASSING,
    /** The file isn't what it should be: it stays so until somebody acts. */
    BROKEN
  }

  JournalTrouble(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private JournalTrouble(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static JournalTrouble broken(String what) {
    return new JournalTrouble(
        Kind.BROKEN,
        what
            + "; 'driftgate journal verify' tells more, 'driftgate journal set-aside' keeps this"
            + " file under another name and lets a new one begin");
  }

  /** In our words; SQLite's own come last. */
  static JournalTrouble of(SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    String own = " (SQLite: " + name(e) + ")";
    return switch (primary(code)) {
      case SQLITE_FULL -> passing("the disk is full: make room" + own, e);
      case SQLITE_READONLY ->
          passing("the file or its disk is read-only: let it be written" + own, e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          passing("another process has locked the file: let go of it" + own, e);
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          passing("the file can't be opened: see its folder and its permissions" + own, e);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new JournalTrouble(Kind.BROKEN, broken("the file is damaged" + own).getMessage(), e);
      default -> passing("the disk reports an error: see the system's log" + own, e);
    };
  }

  private static JournalTrouble passing(String message, SQLException e) {
    return new JournalTrouble(Kind.PASSING, message, e);
  }

  private static SQLiteErrorCode primary(int code) {
    return SQLiteErrorCode.getErrorCode(code & PRIMARY_CODE);
  }

  private static String name(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode().name()
        : "error " + e.getErrorCode();
  }

  public Kind kind() {
    return kind;
  }
}
