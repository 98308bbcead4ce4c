package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/hostile-nodes.md} shows the list as it is. */
final class HostileDocTest {
  private static final String HEAD =
      "| Behaviour | What the node does | Protocols | Failure | State |\n|---|---|---|---|---|\n";

  @Test
  void shouldListAtLeastThirty() {
    assertThat(Hostility.values()).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void shouldShowTheTable() throws Exception {
    Path doc = Path.of("..", "docs", "hostile-nodes.md");
    assertThat(Files.readString(doc)).contains(table());
  }

  static String table() {
    return Arrays.stream(Hostility.values())
        .map(HostileDocTest::row)
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String row(Hostility each) {
    String state = each.state + each.flag.map(flag -> " + " + flag).orElse("");
    String others =
        each.faces().stream()
            .filter(face -> each.stateAt(face) != each.state)
            .map(face -> ", " + face.protocol.name() + " " + each.stateAt(face))
            .collect(Collectors.joining());
    return "| `"
        + each.word()
        + "` | "
        + each.words
        + " | "
        + protocols(each)
        + " | "
        + failure(each)
        + " | "
        + state
        + others
        + " |";
  }

  private static String protocols(Hostility each) {
    return each.faces().size() == Face.values().length
        ? "all"
        : each.faces().stream().map(face -> face.protocol.name()).collect(Collectors.joining(", "));
  }

  private static String failure(Hostility each) {
    String others =
        each.faces().stream()
            .filter(face -> !each.kindAt(face).equals(each.kind))
            .map(face -> ", " + face.protocol.name() + " " + each.kindAt(face).orElseThrow())
            .collect(Collectors.joining());
    return each.kind.map(FailureKind::name).orElse("none") + others;
  }
}
