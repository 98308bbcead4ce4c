package io.driftgate.client.protocol;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one gate said of each market, and the view hash of it. One thread at a time. */
final class Table {
  private static final int MAX_KNOWN = 2 * FrameReader.MAX_MARKETS;

  private final TreeMap<String, Heard> markets = new TreeMap<>();
  private final Set<String> pending = new HashSet<>();
  private String viewHash = "";
  private long seq;

  /** The view hash of rows in whatever order. */
  static String viewHash(List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Row::market));
    return hash(sorted);
  }

  private static String hash(List<Row> sorted) {
    MessageDigest digest = Row.sha256();
    sorted.forEach(row -> row.addHashTo(digest));
    return Row.text(digest.digest());
  }

  /** The view hash of what is listed. */
  String viewHash() {
    if (viewHash.isEmpty()) {
      viewHash = hash(markets.values().stream().filter(Heard::listed).map(Heard::row).toList());
    }
    return viewHash;
  }

  /** The highest seq that it stands at. */
  long seq() {
    return seq;
  }

  /** A grant or heartbeat for this very table says how far the gate has come. */
  void reach(long reached) {
    seq = Math.max(seq, reached);
  }

  Collection<String> ids() {
    return Collections.unmodifiableCollection(markets.keySet());
  }

  Optional<Heard> market(String id) {
    return Optional.ofNullable(markets.get(id));
  }

  Optional<Heard> listed(String id) {
    return market(id).filter(Heard::listed);
  }

  /** Whether a snapshot of the same epoch is older than what is here. */
  boolean isAheadOf(Frame.Snapshot snapshot) {
    return snapshot.seq() < seq
        || snapshot.rows().stream()
            .anyMatch(
                row ->
                    listed(row.market())
                        .filter(h -> h.row().version() > row.version())
                        .isPresent());
  }

  /** Takes a snapshot. False if there would be more markets than are kept. */
  boolean replace(Frame.Snapshot snapshot) {
    Set<String> gone = new HashSet<>(markets.keySet());
    for (Row row : snapshot.rows()) {
      gone.remove(row.market());
      Heard heard = markets.get(row.market());
      if (heard == null) {
        markets.put(row.market(), new Heard(row, snapshot.seq()));
      } else {
        heard.onRow(row, snapshot.seq());
      }
      pending.add(row.market());
    }
    gone.forEach(id -> markets.get(id).unlist());
    pending.removeAll(gone);
    viewHash = "";
    seq = snapshot.seq();
    return markets.size() <= MAX_KNOWN;
  }

  /** Takes a row that a transition made. */
  void change(Heard heard, Row row, long rowSeq) {
    heard.onRow(row, rowSeq);
    pending.add(row.market());
    viewHash = "";
    seq = Math.max(seq, rowSeq);
  }

  /** Everything listed counts as it was said. */
  void grant() {
    pending.forEach(id -> markets.get(id).grant());
    pending.clear();
  }

  /** Nothing of it can be trusted; what it forbade, and how far it was, stays in mind. */
  void drop() {
    markets.values().forEach(Heard::unlist);
    pending.clear();
    viewHash = "";
  }

  /** Forgets what is not listed, once nothing holds it. */
  void forgetUnlisted() {
    markets.values().removeIf(heard -> !heard.listed());
  }
}
