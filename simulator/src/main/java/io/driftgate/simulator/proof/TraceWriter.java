package io.driftgate.simulator.proof;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a trace as text: a heading, then a line for each delivery: when it reached the gate, what
 * it is, and its values. {@link TraceReader} reads it.
 */
public final class TraceWriter {
  static final String TITLE = "driftgate.trace.v1";

  private TraceWriter() {}

  /** All lines. */
  public static List<String> lines(Trace trace) {
    List<String> lines = new ArrayList<>();
    lines.add(TITLE);
    lines.add("seed " + trace.seed());
    lines.add(
        "features "
            + trace.features().stream().sorted().map(Enum::name).collect(Collectors.joining(",")));
    lines.add("start " + trace.start().nanos() + " " + trace.start().wallMs());
    trace.deliveries().forEach(delivery -> lines.add(fields(delivery).toString()));
    return lines;
  }

  private static Fields fields(Delivery delivery) {
    Input input = delivery.input();
    Fields fields = new Fields(delivery.atNanos(), word(input));
    if (input instanceof Input.Head head) {
      head(fields, head.fact());
    } else if (input instanceof Input.Failure failure) {
      failure(fields, failure.fact());
    } else if (input instanceof Input.Push push) {
      fields.put("node", push.fact().node()).put("trusted", push.fact().trusted());
      fields.put("at", push.fact().at());
    } else if (input instanceof Input.Alive alive) {
      fields.put("node", alive.fact().node()).put("sent", alive.fact().sentNanos());
      fields.put("at", alive.fact().received());
    } else if (input instanceof Input.Client client) {
      fields.put("node", client.fact().node()).put("family", client.fact().family());
      fields.put("at", client.fact().at());
    } else if (input instanceof Input.Header header) {
      fields.put("node", header.fact().node()).put("at", header.fact().received());
      fields.put(header.fact().head());
    } else if (input instanceof Input.Rollup rollup) {
      rollup(fields, rollup.fact());
    } else if (input instanceof Input.Liveness liveness) {
      fields.put("chain", liveness.fact().chain()).put("alive", liveness.fact().alive());
      fields.put("at", liveness.fact().at());
    } else {
      rest(fields, input);
    }
    return fields;
  }

  private static void rest(Fields fields, Input input) {
    if (input instanceof Input.Tick tick) {
      fields.put("at", tick.at());
    } else if (input instanceof Input.Drain drain) {
      drain(fields, drain.order());
    } else if (input instanceof Input.Forced forced) {
      forced(fields, forced.order());
    } else if (input instanceof Input.Journal journal) {
      fields.put("writable", journal.fact().writable()).put("at", journal.fact().at());
    } else if (input instanceof Input.Plan plan) {
      fields.put("variant", plan.variant()).put("at", plan.at());
    } else if (input instanceof Input.Clock clock) {
      fields.put("offset", clock.offsetMs());
    } else if (input instanceof Input.Stall stall) {
      fields.put("until", stall.untilNanos());
    }
  }

  /** The name of the input's kind in lower case. */
  private static String word(Input input) {
    return input.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void head(Fields fields, HeadObserved fact) {
    fields.put("node", fact.node()).put("via", fact.transport()).put("sent", fact.sentNanos());
    fields.put("at", fact.received()).put(fact.head());
    fields.put("asked", fact.finality().asked()).put("safe", fact.finality().safe());
    fields.put("finalized", fact.finality().finalized());
    fields.put("finalizedTimestamp", fact.finality().finalizedTimestampMs());
    fields.put(
        "flags", fact.flags().stream().sorted().map(Enum::name).collect(Collectors.joining(",")));
    fields.put("verification", fact.verification());
  }

  private static void failure(Fields fields, ProbeFailed fact) {
    fields.put("node", fact.node()).put("via", fact.transport()).put("kind", fact.kind());
    fields.put("at", fact.at()).put("message", fact.message());
  }

  private static void rollup(Fields fields, RollupObserved fact) {
    fields.put("node", fact.node()).put("at", fact.received());
    fields.put("originBlocks", fact.originLagBlocks()).put("originMs", fact.originLagMs());
    fields.put("batchBlocks", fact.batchLagBlocks()).put("batchMs", fact.batchLagMs());
  }

  private static void drain(Fields fields, DrainOrder order) {
    fields.put("node", order.node()).put("who", order.who()).put("why", order.why());
    fields.put("until", order.untilNanos()).put("at", order.at());
  }

  private static void forced(Fields fields, OverrideOrder order) {
    fields.put("market", order.market()).put("kind", order.kind()).put("quotes", order.quotes());
    fields.put("liquidations", order.liquidations());
    fields.put("who", order.who()).put("why", order.why());
    fields.put("until", order.untilNanos()).put("at", order.at());
  }
}
