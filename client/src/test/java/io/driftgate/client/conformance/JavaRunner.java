package io.driftgate.client.conformance;

import io.driftgate.client.Desk;
import io.driftgate.client.DeskBuilder;
import io.driftgate.client.protocol.Permission;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.logging.LogManager;

/**
 * Puts the Java client behind the suite's lines; see {@link ClientProcess}. It can't tell when it
 * sends: that the gate's own clock must do. The wall clock can't be stepped either; that none is
 * read is what {@link ClientFilesIT} is for.
 */
final class JavaRunner {
  private static final double NANOS_PER_MS = 1e6;

  private JavaRunner() {}

  public static void main(String[] args) throws IOException {
    LogManager.getLogManager().reset(); // Tyrus tells of every connection that is cut
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Desk desk = connect(in.readLine().split(" ", -1));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("permission")) {
        System.out.println(answer(desk, words[1]));
      } else if (words[0].equals("quit")) {
        break;
      }
    }
    desk.close();
  }

  private static Desk connect(String[] words) {
    DeskBuilder builder =
        Desk.builder()
            .needed(Integer.parseInt(words[1]))
            .maxHold(Duration.ofMillis(Long.parseLong(words[2])))
            .listener(change -> {});
    String key = words[3].replace('-', '+').replace('_', '/');
    Map<String, String> keys = words[3].equals("-") ? Map.of() : Map.of(Speech.KID, key);
    for (int i = 4; i < words.length; i++) {
      builder.gate(words[i], keys);
    }
    return builder.open();
  }

  private static String answer(Desk desk, String market) {
    long now = System.nanoTime();
    Permission permission = desk.permission(market);
    boolean ends = permission.untilNanos() != Permission.ENDLESS;
    return String.join(
        " ",
        "permission",
        permission.quotes().name(),
        permission.liquidations().name(),
        Double.toString(ends ? permission.untilNanos() / NANOS_PER_MS : 0),
        Double.toString(now / NANOS_PER_MS),
        permission.why().name());
  }
}
