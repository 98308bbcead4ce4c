package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/feed.md tells desks is what they meet. */
final class DeskGuideIT {
  private static final Path GUIDE = Path.of("..", "docs", "feed.md");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| ([A-Z-]+) \\| (\\d+) \\| (\\w+) \\| (\\w+) \\| (\\w+) \\| `(0x\\w+)` \\|$");
  private static final Pattern VIEW = Pattern.compile("View hash of both: `(0x\\w+)`");
  private static final Pattern LINE = Pattern.compile("(?m)^([<>]) (\\{.*})$");

  private static List<MatchResult> find(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(GUIDE)).results().toList();
  }

  @Test
  void shouldGiveHashesThatAreRight() throws IOException {
    List<Hash> rows = new ArrayList<>();
    for (MatchResult row : find(ROW)) {
      Hash hash =
          RowHashes.row(
              new MarketId(row.group(1)),
              Long.parseLong(row.group(2)),
              Quotes.valueOf(row.group(3)),
              Liquidations.valueOf(row.group(4)),
              Boolean.parseBoolean(row.group(5)));
      assertThat(row.group(6)).isEqualTo(hash.toString());
      rows.add(hash);
    }
    assertThat(rows).hasSize(2);
    assertThat(find(VIEW).get(0).group(1)).isEqualTo(RowHashes.view(rows).toString());
  }

  @Test
  void shouldShowAConversationThatTakesPlaceAsShown() throws IOException {
    FakeGate gate = new FakeGate("ETH-PERP");
    try (Feeding feeding = new Feeding(gate);
        TestDesk desk = feeding.desk()) {
      for (MatchResult line : find(LINE)) {
        if (line.group(1).equals(">")) {
          desk.say(line.group(2));
        } else {
          JsonObject shown = new JsonObject(line.group(2));
          if (shown.getString("type").equals("transition")) {
            String to = shown.getJsonObject("quotes").getString("to");
            feeding.onGate(
                () -> {
                  gate.move("ETH-PERP", Quotes.valueOf(to));
                  return true;
                });
          }
          assertThat(shape(desk.next(shown.getString("type")))).isEqualTo(shape(shown));
        }
      }
    }
  }

  /** Names and types, and the values that don't change from run to run. */
  private static String shape(JsonObject frame) {
    return frame
        .encode()
        .replaceAll("\"0x[^\"]*\"", "HASH")
        .replaceAll("(Ms|Nanos)\":-?\\d+", "$1\":N")
        .replaceAll("\"version\":\"[^\"]*\"", "VERSION");
  }
}
