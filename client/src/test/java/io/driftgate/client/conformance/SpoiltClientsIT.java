package io.driftgate.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite can fail: the JavaScript client, spoilt in one place, does not pass the script that is
 * about that place.
 */
final class SpoiltClientsIT {
  private static final String NEVER = "never opens";
  private static final ExecutorService POOL = Executors.newFixedThreadPool(5);

  @TempDir static Path folder;

  /** One mistake that a client could make. */
  private record Mistake(String name, String right, String wrong, Script script) {}

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake(
              "counts a lease from when it came",
              "asked + leaseMs * RATE_MARGIN",
              "performance.now() + leaseMs * RATE_MARGIN",
              Scripts.HELD),
          new Mistake(
              "takes a grant for any table",
              "if (hash !== this.#table.viewHash)",
              "if (false)",
              Scripts.ANOTHER_TABLE),
          new Mistake(
              "does not notice that it missed a restriction",
              "if (hash !== this.#table.viewHash)",
              "if (false)",
              Scripts.LOST_WITHDRAW),
          new Mistake(
              "follows any epoch",
              "this.#epoch === null || epoch === this.#epoch",
              "true",
              Scripts.EPOCHS),
          new Mistake(
              "goes back in time", "if (!(seq >= this.#seq))", "if (false)", Scripts.DUPLICATED),
          new Mistake(
              "believes without a signature", "if (refused)", "if (false)", Scripts.SIGNATURE),
          new Mistake(
              "reads an unknown state as open",
              "states.indexOf(state) : states.length - 1",
              "states.indexOf(state) : 0",
              Scripts.UNKNOWN),
          new Mistake(
              "relaxes without a grant",
              "this.tighten(market, row);",
              "this.#effective.set(market, row);",
              Scripts.RELAXATION),
          new Mistake(
              "is content with any gate", "this.#k = k ?? ", "this.#k = 1 ?? ", Scripts.DISAGREE),
          new Mistake(
              "listens to one gate",
              "[...voices, ...last].reduce",
              "[...voices, ...last].slice(1).reduce",
              Scripts.DISAGREE),
          new Mistake(
              "forgets a dead gate's last word",
              "[...voices, ...last].reduce",
              "voices.reduce",
              Scripts.LAST_WORD),
          new Mistake(NEVER, "gate.leasedUntil > now", "false", Scripts.HELD));

  @AfterAll
  static void stop() {
    POOL.shutdownNow();
  }

  @TestFactory
  List<DynamicTest> shouldNotPass() throws IOException {
    String right = Files.readString(Clients.DRIFTGATE_JS);
    List<DynamicTest> tests = new ArrayList<>();
    for (Mistake mistake : MISTAKES) {
      assertThat(right).contains(mistake.right);
      Path spoilt = folder.resolve("spoilt" + tests.size() + ".mjs");
      Files.writeString(spoilt, right.replace(mistake.right, mistake.wrong));
      Future<Throwable> end =
          POOL.submit(
              () -> catchThrowable(() -> Stage.play(mistake.script, Clients.javascript(spoilt))));
      tests.add(DynamicTest.dynamicTest(mistake.name, () -> assertCaught(mistake, end.get())));
    }
    return tests;
  }

  /** For what it did, and not because something else took too long. */
  private static void assertCaught(Mistake mistake, Throwable failure) {
    assertThat(failure).as(mistake.name).isInstanceOf(AssertionError.class);
    if (mistake.name.equals(NEVER)) {
      assertThat(failure).hasMessageContaining("not OPEN in time");
    } else {
      assertThat(failure).hasMessageContaining("Answer[quotes=");
    }
  }
}
