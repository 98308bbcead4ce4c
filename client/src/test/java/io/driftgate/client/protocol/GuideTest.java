package io.driftgate.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The test vectors of docs/feed.md. */
final class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "feed.md");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| ([A-Z-]+) \\| (\\d+) \\| (\\w+) \\| (\\w+) \\| (\\w+) \\| `(0x\\w+)` \\|$");
  private static final Pattern VIEW = Pattern.compile("View hash of both: `(0x\\w+)`");

  @Test
  void shouldComputeTheHashesThatTheGuideGives() throws IOException {
    String guide = Files.readString(GUIDE);
    List<Row> rows = new ArrayList<>();
    for (MatchResult said : ROW.matcher(guide).results().toList()) {
      Row row =
          Row.of(
              said.group(1),
              Long.parseLong(said.group(2)),
              said.group(3),
              said.group(4),
              Boolean.parseBoolean(said.group(5)));
      assertThat(row.hasHash(said.group(6))).isTrue();
      rows.add(0, row);
    }
    assertThat(rows).hasSize(2);
    assertThat(Table.viewHash(rows))
        .isEqualTo(VIEW.matcher(guide).results().findFirst().orElseThrow().group(1));
  }
}
