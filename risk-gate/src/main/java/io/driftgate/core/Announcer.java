package io.driftgate.core;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.gate.MarketGate;
import io.driftgate.core.gate.MarketListener;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Quotes;
import java.util.Optional;

/** Puts into words what happens in a step, and numbers it: markets and shadows apart. */
final class Announcer implements MarketListener {
  private final long epoch;
  private final SignalListener listener;
  private Stamp now;
  private Cause.Kind causeKind = Cause.Kind.DEADLINE;

  /** Null for a cause that is no node's. */
  private NodeId causeNode;

  /** Null for a cause that is no head. */
  private Head causeHead;

  private long seq;
  private long shadowSeq;

  Announcer(long epoch, Stamp start, SignalListener listener) {
    this.epoch = epoch;
    this.listener = listener;
    now = start;
  }

  /** What is told from here on follows from an input that is no node's. */
  void begin(Cause.Kind kind, Stamp at) {
    begin(kind, null, null, at);
  }

  /**
   * What is told from here on follows from this input.
   *
   * @param node null for none
   * @param shown null for none
   */
  void begin(Cause.Kind kind, NodeId node, Head shown, Stamp at) {
    causeKind = kind;
    causeNode = node;
    causeHead = shown;
    now = at;
  }

  /** Made only when somebody is told: nearly every input causes nothing. */
  private Cause cause() {
    BlockRef shown =
        causeHead == null ? BlockRef.NONE : new BlockRef(causeHead.height(), causeHead.hash());
    return new Cause(causeKind, Optional.ofNullable(causeNode), shown);
  }

  @Override
  public void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore) {
    listener.onSignal(signal(++seq, market, quotesBefore, liquidationsBefore));
  }

  @Override
  public void shadowMoved(
      String policy, MarketGate shadow, Quotes quotesBefore, Liquidations liquidationsBefore) {
    listener.onShadow(policy, signal(++shadowSeq, shadow, quotesBefore, liquidationsBefore));
  }

  @Override
  public void opens(
      MarketGate market, long ticket, Quotes nextQuotes, Liquidations nextLiquidations) {
    listener.onOpening(
        new Opening(
            epoch,
            ticket,
            seq,
            now,
            market.id(),
            market.version() + 1,
            market.quotes(),
            nextQuotes,
            market.liquidations(),
            nextLiquidations,
            cause()));
  }

  @Override
  public void noticed(Notice.Kind kind, String subject, String message) {
    listener.onNotice(new Notice(epoch, now, kind, subject, message));
  }

  private GateSignal signal(
      long number, MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore) {
    return new GateSignal(
        epoch,
        number,
        now,
        market.id(),
        market.version(),
        quotesBefore,
        market.quotes(),
        liquidationsBefore,
        market.liquidations(),
        market.reasons(now.nanos()),
        cause(),
        market.rowHash());
  }

  long epoch() {
    return epoch;
  }

  /** Of the last transition of a market. */
  long seq() {
    return seq;
  }
}
