package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeView;
import io.driftgate.feed.desk.FeedStream;
import io.driftgate.feed.desk.NodeTurns;
import io.driftgate.feed.desk.Sight;
import io.driftgate.feed.desk.TelemetryRound;
import io.driftgate.feed.desk.TelemetryRound.Slot;
import io.driftgate.feed.frame.ChainJson;
import io.driftgate.feed.frame.DriftJson;
import io.driftgate.feed.frame.NodeJson;
import io.driftgate.feed.frame.WireFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes telemetry: each subject's frame once whenever its revision has changed, shared by all
 * desks. Gate loop only.
 */
final class TelemetryRounds {
  private static final Logger LOG = LoggerFactory.getLogger(TelemetryRounds.class);

  private final GateView view;
  private final NodeTurns turns;
  private final Map<Subject, Kept> kept = new LinkedHashMap<>();
  private long number;
  private boolean reading;

  private record Subject(FeedStream stream, String id) {}

  private record Kept(long revision, Slot slot) {}

  TelemetryRounds(GateView view, NodeTurns turns) {
    this.view = view;
    this.turns = turns;
  }

  /**
   * Reads what is wanted; what is not keeps its last frame, or has none. Many nodes are read in
   * turns, and until the last was there is no other round.
   *
   * @param ready told of the round; not if one is being read
   */
  void next(Set<FeedStream> wanted, Consumer<TelemetryRound> ready) {
    if (reading) {
      return;
    }
    number++;
    if (wanted.contains(FeedStream.CHAINS)) {
      view.chains().forEach(this::chain);
    }
    if (wanted.contains(FeedStream.NODES) || wanted.contains(FeedStream.DRIFT)) {
      reading = true;
      turns
          .each(node -> node(node, wanted))
          .onComplete(done -> reading = false)
          .onSuccess(done -> ready.accept(round()))
          .onFailure(bug -> LOG.error("a round of telemetry was not made", bug));
    } else {
      ready.accept(round());
    }
  }

  /** Subjects may be gone: all are made anew, and told once more. */
  void replanned() {
    kept.clear();
  }

  private TelemetryRound round() {
    List<Slot> slots = new ArrayList<>(kept.size());
    kept.values().forEach(one -> slots.add(one.slot()));
    return new TelemetryRound(number, slots);
  }

  private void chain(ChainView chain) {
    Subject subject = new Subject(FeedStream.CHAINS, chain.id().value());
    keep(subject, chain.revision(), Sight.namesOf(chain.id()), () -> ChainJson.frame(chain));
  }

  private void node(NodeView node, Set<FeedStream> wanted) {
    String id = node.id().value();
    List<String> names = Sight.namesOf(node);
    if (wanted.contains(FeedStream.NODES)) {
      keep(new Subject(FeedStream.NODES, id), node.revision(), names, () -> NodeJson.frame(node));
    }
    if (wanted.contains(FeedStream.DRIFT)) {
      keep(new Subject(FeedStream.DRIFT, id), node.revision(), names, () -> DriftJson.frame(node));
    }
  }

  private void keep(Subject subject, long revision, List<String> names, Supplier<byte[]> json) {
    Kept before = kept.get(subject);
    if (before == null || before.revision() != revision) {
      WireFrame frame = WireFrame.text(json.get());
      kept.put(subject, new Kept(revision, new Slot(subject.stream(), frame, number, names)));
    }
  }
}
