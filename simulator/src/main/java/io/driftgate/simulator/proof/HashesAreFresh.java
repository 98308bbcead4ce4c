package io.driftgate.simulator.proof;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the markets that moved; each step with a signal, all rows and the view over them. */
final class HashesAreFresh implements Invariant {
  @Override
  public String claim() {
    return "row and view hashes equal a fresh computation";
  }

  @Override
  public Optional<String> check(Step step) {
    if (step.signals().isEmpty()) {
      return Optional.empty();
    }
    List<MarketRow> rows = step.view().markets();
    for (MarketRow row : rows) {
      if (!row.rowHash().equals(fresh(row))) {
        return Optional.of(row.id() + " version " + row.version() + " has " + row.rowHash());
      }
    }
    Optional<GateSignal> stale = step.signals().stream().filter(s -> isStale(s, rows)).findFirst();
    if (stale.isPresent()) {
      return Optional.of("signal " + stale.get().seq() + " has " + stale.get().rowHash());
    }
    List<Hash> hashes = rows.stream().map(MarketRow::rowHash).toList();
    return RowHashes.view(hashes).equals(freshView(rows))
        ? Optional.empty()
        : Optional.of("the view's hash is " + RowHashes.view(hashes));
  }

  private static boolean isStale(GateSignal signal, List<MarketRow> rows) {
    return rows.stream()
        .filter(row -> row.id().equals(signal.market()) && row.version() == signal.version())
        .anyMatch(row -> !row.rowHash().equals(signal.rowHash()));
  }

  private static Hash fresh(MarketRow row) {
    String text =
        String.join(
            "\n",
            "driftgate.row.v1",
            row.id().value(),
            Long.toString(row.version()),
            row.quotes().name(),
            row.liquidations().name(),
            Boolean.toString(row.pauseOnUnknown()),
            "");
    return Hash.of(sha256().digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Hash freshView(List<MarketRow> rows) {
    MessageDigest digest = sha256();
    List<Hash> hashes = new ArrayList<>();
    rows.forEach(row -> hashes.add(fresh(row)));
    hashes.forEach(hash -> digest.update(hash.toBytes()));
    return Hash.of(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
