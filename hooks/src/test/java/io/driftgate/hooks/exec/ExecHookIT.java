package io.driftgate.hooks.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.Samples;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs. */
final class ExecHookIT {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private <T> T onLoop(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(go -> done.complete(task.get()));
    return await(done.future());
  }

  private Attempt attempt(Optional<String> user, String... command) {
    ExecSettings settings = new ExecSettings(List.of(command), folder, user);
    return onLoop(() -> new ExecHook(vertx, "desk", settings).attempt(Samples.message()));
  }

  private Outcome outcome(String... command) {
    return await(attempt(Optional.empty(), command).outcome());
  }

  @Test
  void shouldGiveTheProgramTheEvent() throws Exception {
    assertThat(outcome("/bin/sh", "-c", "cat > got; env > environment; echo done"))
        .isEqualTo(Outcome.delivered("ended with 0"));
    assertThat(Files.readAllBytes(folder.resolve("got")))
        .isEqualTo(CloudEvent.of(Samples.message()));
    assertThat(Files.readAllLines(folder.resolve("environment")))
        .contains(
            "DRIFTGATE_HOOK=desk",
            "DRIFTGATE_ID=7-42-desk",
            "DRIFTGATE_MARKET=ETH-PERP",
            "DRIFTGATE_EVENTS=withdraw,pause")
        .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("DRIFTGATE_ANVIL="));
  }

  @Test
  void shouldReadNoShellIntoArguments() throws Exception {
    String word = "$(touch pwned); `touch pwned` \"quoted\" *";
    assertThat(outcome("/bin/sh", "-c", "printf %s \"$1\" > word", "sh", word).kind())
        .isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(folder.resolve("word")).hasContent(word);
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @Test
  void shouldTakeItsEndForItsWord() {
    assertThat(outcome("/bin/sh", "-c", "exit 3")).isEqualTo(Outcome.failed("ended with 3"));
    assertThat(outcome("/bin/true").kind()).as("reads nothing").isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(outcome(folder.resolve("nothing").toString()).kind())
        .isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void shouldNotReadWhatItSaysNorWaitForItsChildren() {
    assertThat(outcome("/bin/sh", "-c", "yes | head -c 1000000; sleep 600 & exit 0"))
        .isEqualTo(Outcome.delivered("ended with 0"));
  }

  @Test
  void shouldKillWhatIsNotDoneInTimeWithItsChildren() throws Exception {
    Path pids = folder.resolve("pids");
    Attempt attempt =
        attempt(
            Optional.empty(),
            "/bin/sh",
            "-c",
            "sleep 600 & echo $! > pids.new; mv pids.new pids; wait");
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(pids)) {
      assertThat(System.nanoTime() - endNanos).isNegative();
      Thread.onSpinWait();
    }
    onLoop(
        () -> {
          attempt.abort();
          return true;
        });
    assertThat(await(attempt.outcome())).isEqualTo(Outcome.failed("not done in time"));
    long child = Long.parseLong(Files.readString(pids).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void shouldRunAsSomebodyElse() throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root may");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Outcome outcome =
        await(attempt(Optional.of("nobody"), "/bin/sh", "-c", "id -un > who").outcome());
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(folder.resolve("who")).hasContent("nobody\n");
  }
}
