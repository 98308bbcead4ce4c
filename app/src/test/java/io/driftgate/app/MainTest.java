package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {

  @Test
  void shouldNameItselfWhenAskedForItsVersion() {
    assertThat(outputOf("--version")).startsWith("driftgate ");
  }

  @Test
  void shouldListItsOptionsWhenAskedForHelp() {
    assertThat(outputOf("--help")).contains("--version", "--help");
  }

  private static String outputOf(String... args) {
    StringWriter out = new StringWriter();
    assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(args)).isZero();
    return out.toString();
  }
}
