package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Desks on two loops, a thousand transitions, subscribes and renewals in between. */
final class OrderIT {
  private static final int TRANSITIONS = 1_000;
  private static final int DESKS = 6;
  private static final int PER_STEP = 5;
  private static final List<Quotes> ALL = List.of(Quotes.values());
  private static final List<String> MARKETS = List.of("A", "B", "C");

  /** What a desk knows: versions without gap, and a table whose hash is the lease's. */
  private static final class Table {
    private final Map<String, Hash> rows = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private int grants;
    private int snapshots;

    void take(JsonObject frame) {
      switch (frame.getString("type")) {
        case "snapshot" -> snapshot(frame);
        case "transition" -> transition(frame);
        case "lease" -> {
          grants++;
          assertThat(frame.getString("viewHash"))
              .isEqualTo(RowHashes.view(rows.values()).toString());
        }
        default -> {}
      }
    }

    private void snapshot(JsonObject frame) {
      snapshots++;
      for (Object each : frame.getJsonArray("markets")) {
        JsonObject row = (JsonObject) each;
        String id = row.getString("id");
        if (snapshots > 1) {
          assertThat(row.getLong("version")).as("a later snapshot").isEqualTo(versions.get(id));
        }
        put(id, row.getLong("version"), row.getString("quotes"));
      }
    }

    private void transition(JsonObject frame) {
      String market = frame.getString("market");
      assertThat(frame.getLong("version")).isEqualTo(versions.get(market) + 1);
      put(market, frame.getLong("version"), frame.getJsonObject("quotes").getString("to"));
    }

    private void put(String market, long version, String quotes) {
      versions.put(market, version);
      rows.put(
          market,
          RowHashes.row(
              new MarketId(market), version, Quotes.valueOf(quotes), Liquidations.ENABLED, false));
    }
  }

  @Test
  void shouldKeepEveryDeskInStepWithTheGate() {
    FakeGate gate = new FakeGate(MARKETS.toArray(String[]::new));
    try (Feeding feeding = new Feeding(gate)) {
      List<TestDesk> desks = new ArrayList<>();
      IntStream.range(0, DESKS).forEach(i -> desks.add(feeding.desk()));
      desks.forEach(desk -> desk.subscribe("gate"));
      for (int step = 0; step < TRANSITIONS / PER_STEP; step++) {
        TestDesk busy = desks.get(step / 2 % DESKS);
        if (step % 20 == 7) {
          busy.subscribe("gate");
        }
        if (step % 2 == 0) {
          busy.renew("n" + step);
        }
        move(feeding, gate, step);
      }
      desks.forEach(desk -> desk.renew("last"));
      for (TestDesk desk : desks) {
        Table table = new Table();
        desk.next(
            frame -> {
              table.take(frame);
              return "last".equals(frame.getString("nonce"));
            },
            "last grant");
        assertThat(table.versions.values().stream().mapToLong(v -> v).sum()).isEqualTo(TRANSITIONS);
        assertThat(table.grants).isGreaterThan(10);
      }
    }
  }

  private static void move(Feeding feeding, FakeGate gate, int step) {
    feeding.onGate(
        () -> {
          for (int i = 0; i < PER_STEP; i++) {
            Quotes to = ALL.get((step + i) % 3);
            gate.move(MARKETS.get((step * PER_STEP + i) % MARKETS.size()), to);
          }
          return true;
        });
  }
}
