package io.driftgate.app.probe;

import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What nodes showed, as lines for people. Names nodes as they are configured, never by an address.
 */
public final class ProbeTable {
  private static final String NOTHING = "-";
  private static final String GAP = "  ";
  private static final int LONG_ID = 20;
  private static final int SHOWN_OF_LONG_ID = 12;

  /** So many heights are enough that a single one does not lead. */
  private static final int MANY = 3;

  private final Map<String, List<Long>> heights = new HashMap<>();
  private final List<Map<Column, String>> rows = new ArrayList<>();

  private ProbeTable(List<ProbedNode> nodes) {
    nodes.stream()
        .filter(node -> node.finding().holds())
        .forEach(
            node -> heights.computeIfAbsent(node.line(), l -> new ArrayList<>()).add(height(node)));
    heights.values().forEach(shown -> shown.sort(Comparator.reverseOrder()));
    Map<Column, String> titles = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      titles.put(column, column.title());
    }
    rows.add(titles);
    nodes.forEach(node -> rows.add(row(node)));
  }

  /** A line of titles, and one for each node. */
  public static List<String> of(List<ProbedNode> nodes) {
    return new ProbeTable(nodes).lines();
  }

  private Map<Column, String> row(ProbedNode node) {
    NodeFinding finding = node.finding();
    Map<Column, String> row = new EnumMap<>(Column.class);
    row.put(Column.NODE, node.plan().id().value());
    row.put(Column.CHAIN, node.plan().chain().value());
    row.put(Column.CHAIN_ID, shown(finding, head -> shortened(node.access().chain().chainId())));
    row.put(Column.PROTOCOL, node.access().protocol().name());
    row.put(Column.CLIENT, finding.family().orElse(NOTHING));
    row.put(Column.HEAD, shown(finding, fact -> Long.toString(fact.head().height())));
    row.put(Column.AGE, shown(finding, ProbeTable::age));
    row.put(Column.BEHIND, finding.holds() ? behind(node) : NOTHING);
    row.put(Column.HEADER, header(finding));
    row.put(Column.FINALIZED, shown(finding, ProbeTable::finalized));
    row.put(Column.FLAGS, shown(finding, ProbeTable::flags));
    row.put(Column.ROUND_TRIP, shown(finding, head -> ms(finding.roundTripMicros())));
    row.put(Column.PUSH, push(finding.push()));
    row.put(Column.VERDICT, Verdict.of(node));
    return row;
  }

  private static String shown(NodeFinding finding, Function<HeadObserved, String> words) {
    return finding.newest().map(words).orElse(NOTHING);
  }

  private static String shortened(String chainId) {
    return chainId.length() <= LONG_ID ? chainId : chainId.substring(0, SHOWN_OF_LONG_ID) + "…";
  }

  private static long height(ProbedNode node) {
    return node.finding().newest().map(fact -> fact.head().height()).orElse(0L);
  }

  /**
   * Against the highest block that two nodes have reached, where there are three: a single node
   * that claims more is ahead, instead of all others behind. Else against the highest.
   */
  private String behind(ProbedNode node) {
    List<Long> shown = heights.get(node.line());
    long behind = (shown.size() < MANY ? shown.get(0) : shown.get(1)) - height(node);
    return behind < 0 ? "ahead " + -behind : Long.toString(behind);
  }

  /** Against this machine's clock; a head from the future is below 0. */
  private static String age(HeadObserved fact) {
    Head head = fact.head();
    return head.timestampMs() == 0 ? NOTHING : span(fact.received().wallMs() - head.timestampMs());
  }

  private static String span(long ms) {
    long seconds = ms / 1_000;
    if (Math.abs(seconds) < 120) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    }
    long minutes = seconds / 60;
    if (Math.abs(minutes) < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return Math.abs(hours) < 48 ? hours + " h" : hours / 24 + " d";
  }

  private static String header(NodeFinding finding) {
    return finding.mismatched()
        ? words(Verification.MISMATCH)
        : shown(finding, fact -> words(fact.verification()));
  }

  private static String words(Verification verification) {
    return switch (verification) {
      case OFF -> "off";
      case VERIFIED -> "verified";
      case UNKNOWN_FIELDS -> "unknown fields";
      case MISMATCH -> "mismatch";
    };
  }

  private static String finalized(HeadObserved fact) {
    return fact.finality().finalized().isPresent()
        ? Long.toString(fact.finality().finalized().height())
        : "none";
  }

  private static String flags(HeadObserved fact) {
    return fact.flags().isEmpty()
        ? NOTHING
        : fact.flags().stream().sorted().map(NodeFlag::name).collect(Collectors.joining(","));
  }

  private static String ms(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
  }

  private static String push(PushFinding push) {
    return push.state().words() + push.failure().map(why -> ": " + why.kind()).orElse("");
  }

  private List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(Map<Column, String> row) {
    StringBuilder line = new StringBuilder();
    row.forEach((column, text) -> line.append(column.padded(text, width(column))).append(GAP));
    return line.toString().stripTrailing();
  }

  private int width(Column column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
