package io.driftgate.feed;

import io.driftgate.core.GateOrders;
import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.ShadowRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** A gate that does as it is told. On the gate loop only. */
final class FakeGate implements GateView, GateOrders, Supplier<Stamp> {
  static final long EPOCH = 7;

  private final Map<String, MarketRow> rows = new TreeMap<>();
  private final List<ChainView> chains = new ArrayList<>();
  private final List<NodeView> nodes = new ArrayList<>();
  private final List<ShadowRow> shadows = new ArrayList<>();
  private final List<Object> orders = new ArrayList<>();
  private boolean refuses;
  private SignalListener listener = signal -> {};
  private Runnable atNextJudgement = () -> {};
  private List<Reason> reasons = List.of();
  private long seq;
  private int reads;

  FakeGate(String... markets) {
    for (String market : markets) {
      rows.put(market, Samples.row(market, 0, Quotes.WITHDRAW));
    }
  }

  void tell(SignalListener told) {
    listener = told;
  }

  /** Done within the next judgement, as a due deadline would be. */
  void atNextJudgement(Runnable task) {
    atNextJudgement = task;
  }

  void reasons(List<Reason> given) {
    reasons = given;
  }

  void chain(ChainView chain) {
    chains.removeIf(one -> one.id().equals(chain.id()));
    chains.add(chain);
  }

  void node(NodeView node) {
    nodes.removeIf(one -> one.id().equals(node.id()));
    nodes.add(node);
  }

  void forget(String node) {
    nodes.removeIf(one -> one.id().value().equals(node));
  }

  /** A market comes without a transition, as by a changed configuration. */
  void add(String market) {
    rows.put(market, Samples.row(market, 0, Quotes.WITHDRAW));
  }

  /** Gives a market one leg. */
  void leg(String market, String target) {
    MarketRow row = rows.get(market);
    rows.put(
        market,
        new MarketRow(
            row.id(),
            row.version(),
            row.quotes(),
            row.liquidations(),
            row.pauseOnUnknown(),
            row.sinceMs(),
            row.reasons(),
            List.of(new MarketRow.Leg(target, "p", row.quotes(), row.liquidations())),
            row.headroom(),
            row.rowHash()));
  }

  /** How often nodes or chains were read. */
  int reads() {
    return reads;
  }

  /** A transition of a market. */
  void move(String market, Quotes quotes) {
    MarketRow before = rows.get(market);
    MarketRow after = Samples.row(market, before.version() + 1, quotes);
    rows.put(market, after);
    seq++;
    listener.onSignal(
        new GateSignal(
            EPOCH,
            seq,
            new Stamp(System.nanoTime(), System.currentTimeMillis()),
            after.id(),
            after.version(),
            before.quotes(),
            quotes,
            before.liquidations(),
            after.liquidations(),
            reasons,
            Cause.DEADLINE,
            after.rowHash()));
  }

  @Override
  public Stamp get() {
    Runnable due = atNextJudgement;
    atNextJudgement = () -> {};
    due.run();
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  @Override
  public long epoch() {
    return EPOCH;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public List<MarketRow> markets() {
    return List.copyOf(rows.values());
  }

  @Override
  public Optional<MarketRow> market(MarketId id) {
    return Optional.ofNullable(rows.get(id.value()));
  }

  @Override
  public List<ChainView> chains() {
    reads++;
    return List.copyOf(chains);
  }

  @Override
  public Optional<ChainView> chain(ChainId id) {
    return chains.stream().filter(chain -> chain.id().equals(id)).findFirst();
  }

  @Override
  public List<NodeId> nodeIds() {
    reads++;
    return nodes.stream().map(NodeView::id).toList();
  }

  @Override
  public List<NodeView> nodes() {
    reads++;
    return List.copyOf(nodes);
  }

  @Override
  public Optional<NodeView> node(NodeId id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  @Override
  public List<ShadowRow> shadows() {
    return List.copyOf(shadows);
  }

  void shadow(ShadowRow shadow) {
    shadows.add(shadow);
  }

  /** What was ordered. */
  List<Object> orders() {
    return List.copyOf(orders);
  }

  /** No drain is carried out from now on. */
  void refuse(boolean drains) {
    refuses = drains;
  }

  @Override
  public void onDrain(DrainOrder order) {
    orders.add(order);
    boolean drained = !refuses && order.untilNanos() > order.at().nanos();
    node(Samples.node(order.node().value(), 9, drained ? Set.of(NodeFlag.DRAINED) : Set.of()));
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    throw new UnsupportedOperationException("nobody who speaks REST says this");
  }

  @Override
  public void onOverride(OverrideOrder order) {
    orders.add(order);
    rows.computeIfPresent(order.market().value(), (id, row) -> Samples.under(row, order));
  }

  @Override
  public void onJournal(JournalChanged fact) {
    throw new UnsupportedOperationException("nobody orders this over REST");
  }

  @Override
  public void onJournalled(Journalled fact) {
    throw new UnsupportedOperationException("nobody orders this over REST");
  }

  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    throw new UnsupportedOperationException("nobody orders this over REST");
  }

  @Override
  public List<BlockRef> missingHeaders(ChainId chain) {
    return List.of();
  }

  @Override
  public Optional<Histogram> histogram(HistogramQuery query) {
    if (query.target().equals("broken")) {
      throw new IllegalStateException("secret");
    }
    if (!query.target().equals("ethereum")) {
      return Optional.empty();
    }
    Histogram histogram = new Histogram(3_600_000_000L, 3);
    histogram.recordValue(1_500);
    histogram.recordValue(2_000);
    return Optional.of(histogram);
  }
}
