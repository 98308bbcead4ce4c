package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Fleet;
import io.driftgate.simulator.virtual.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what {@link TraceWriter} writes; empty lines, and those that begin with #, say nothing. */
public final class TraceReader {
  private static final int HEADING_LINES = 4;

  private final Fleet fleet;

  private TraceReader(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * Reads a whole trace.
   *
   * @throws IllegalArgumentException naming the first line that cannot be read
   */
  public static Trace read(List<String> lines) {
    List<String> said = lines.stream().filter(TraceReader::says).toList();
    if (said.size() < HEADING_LINES || !said.get(0).equals(TraceWriter.TITLE)) {
      throw new IllegalArgumentException(
          "no trace: it begins with " + TraceWriter.TITLE + ", seed, features and start");
    }
    long seed = Long.parseLong(word(said.get(1), "seed", 1));
    Set<Feature> features = features(word(said.get(2) + " ", "features", 1));
    Stamp start =
        new Stamp(
            Long.parseLong(word(said.get(3), "start", 1)),
            Long.parseLong(word(said.get(3), "start", 2)));
    TraceReader reader = new TraceReader(new Fleet(seed, features));
    List<Delivery> deliveries = new ArrayList<>();
    for (String line : said.subList(HEADING_LINES, said.size())) {
      deliveries.add(reader.delivery(line));
    }
    return new Trace(seed, features, start, deliveries);
  }

  private static boolean says(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static String word(String line, String name, int place) {
    String[] words = line.split(" ", -1);
    if (!words[0].equals(name) || words.length <= place) {
      throw new IllegalArgumentException("'" + line + "' in place of '" + name + " …'");
    }
    return words[place];
  }

  private static Set<Feature> features(String names) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (String name : list(names)) {
      features.add(Feature.valueOf(name));
    }
    return features;
  }

  private static List<String> list(String commaSeparated) {
    return commaSeparated.isEmpty() ? List.of() : List.of(commaSeparated.split(",", -1));
  }

  private Delivery delivery(String line) {
    try {
      Fields fields = Fields.parse(line);
      return new Delivery(fields.atNanos(), input(fields));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + line + "': " + e.getMessage(), e);
    }
  }

  private Input input(Fields of) {
    return switch (of.word()) {
      case "head" -> new Input.Head(head(of));
      case "failure" -> new Input.Failure(failure(of));
      case "push" ->
          new Input.Push(new PushChanged(of.node(), of.truth("trusted"), of.stamp("at")));
      case "alive" -> new Input.Alive(new KeepAlive(of.node(), of.number("sent"), of.stamp("at")));
      case "client" ->
          new Input.Client(new ClientIdentified(of.node(), of.text("family"), of.stamp("at")));
      case "header" -> new Input.Header(new HeaderFetched(of.node(), of.head(), of.stamp("at")));
      case "rollup" -> new Input.Rollup(rollup(of));
      case "liveness" ->
          new Input.Liveness(
              new LivenessObserved(
                  new ChainId(of.text("chain")), of.truth("alive"), of.stamp("at")));
      case "tick" -> new Input.Tick(of.stamp("at"));
      case "drain" -> new Input.Drain(drain(of));
      case "forced" -> new Input.Forced(forced(of));
      case "journal" -> new Input.Journal(new JournalChanged(of.truth("writable"), of.stamp("at")));
      case "plan" -> {
        int variant = Math.toIntExact(of.number("variant"));
        yield new Input.Plan(variant, fleet.plan(variant), of.stamp("at"));
      }
      case "clock" -> new Input.Clock(of.number("offset"));
      case "stall" -> new Input.Stall(of.number("until"));
      case "restart" -> new Input.Restart();
      default -> throw new IllegalArgumentException("'" + of.word() + "' is no input");
    };
  }

  private static HeadObserved head(Fields of) {
    Set<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);
    list(of.text("flags")).forEach(name -> flags.add(NodeFlag.valueOf(name)));
    return new HeadObserved(
        of.node(),
        Transport.valueOf(of.text("via")),
        of.number("sent"),
        of.stamp("at"),
        of.head(),
        new Finality(
            of.truth("asked"),
            of.block("safe"),
            of.block("finalized"),
            of.number("finalizedTimestamp")),
        flags,
        Verification.valueOf(of.text("verification")));
  }

  private static ProbeFailed failure(Fields of) {
    return new ProbeFailed(
        of.node(),
        Transport.valueOf(of.text("via")),
        FailureKind.valueOf(of.text("kind")),
        of.stamp("at"),
        of.text("message"));
  }

  private static RollupObserved rollup(Fields of) {
    return new RollupObserved(
        of.node(),
        of.stamp("at"),
        of.number("originBlocks"),
        of.number("originMs"),
        of.number("batchBlocks"),
        of.number("batchMs"));
  }

  private static DrainOrder drain(Fields of) {
    return new DrainOrder(
        of.node(), of.text("who"), of.text("why"), of.number("until"), of.stamp("at"));
  }

  private static OverrideOrder forced(Fields of) {
    return new OverrideOrder(
        new MarketId(of.text("market")),
        OverrideOrder.Kind.valueOf(of.text("kind")),
        Quotes.valueOf(of.text("quotes")),
        Liquidations.valueOf(of.text("liquidations")),
        of.text("who"),
        of.text("why"),
        of.number("until"),
        of.stamp("at"));
  }
}
