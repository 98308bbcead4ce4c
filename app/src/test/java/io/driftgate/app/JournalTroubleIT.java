package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driftgate.journal.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps a journal from being written keeps the gate from opening, is said, and is over when
 * its cause is.
 */
@Timeout(180)
final class JournalTroubleIT {
  /** Root writes to whatever it likes, unless it gives that right away. */
  private static final List<String> WITHOUT_OVERRIDE =
      List.of("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override");

  @TempDir private Path folder;

  @Test
  void shouldOpenOnceItsFileIsNoLongerReadOnlyOrLocked() throws Exception {
    assumeTrue(!isRoot() || canGiveRightsAway(), "root that can't give up its rights");
    Path data = folder.resolve("data");
    try (JournalStage stage = new JournalStage(folder, data)) {
      stage.start(List.of());
      stage.awaitQuotes("M0", "OPEN");
      stage.program().kill();
      allow(stage.journal(), "r--r--r--");

      stage.start(isRoot() ? WITHOUT_OVERRIDE : List.of());
      stage.awaitReadiness("read-only");
      Thread.sleep(1_000);
      assertThat(stage.quotes("M0")).isEqualTo("WITHDRAW");
      assertThat(stage.get("v1/markets/M0").body()).contains("JOURNAL", "read-only");
      allow(stage.journal(), "rw-r--r--");
      stage.awaitQuotes("M0", "OPEN");
      stage.awaitReadiness("");

      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + stage.journal());
          Statement locks = other.createStatement()) {
        locks.execute("BEGIN EXCLUSIVE");
        stage.force("M0");
        stage.awaitQuotes("M0", "WITHDRAW");
        stage.lift("M0");
        stage.awaitReadiness("another process has locked");
        Thread.sleep(500);
        assertThat(stage.quotes("M0")).isEqualTo("WITHDRAW");
        assertThat(stage.quotes("M1")).as("for 60 s").isEqualTo("OPEN");
        locks.execute("ROLLBACK");
      }
      stage.awaitQuotes("M0", "OPEN");
      stage.awaitReadiness("");
      stage.program().kill();
      stage.mustHold();
      assertThat(stage.rows())
          .filteredOn(row -> row.kind().equals("override"))
          .extracting(JournalStage::said)
          .extracting(said -> said.getString("who"))
          .hasSize(2)
          .allMatch(who -> who.startsWith("ann"));
      assertThat(stage.program().errors()).doesNotContain("the gate broke");
    }
  }

  @Test
  void shouldOpenOnceItsDiskHasRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
        JournalStage stage = new JournalStage(folder, disk.folder().resolve("data"))) {
      stage.start(List.of());
      stage.awaitQuotes("M0", "OPEN");
      disk.fill(stage.program().process().pid());
      for (int i = 0; i < 200 && stage.get("readyz").statusCode() == 200; i++) {
        stage.force("M0");
        stage.lift("M0");
      }
      stage.awaitReadiness("the disk");
      stage.force("M0");
      stage.awaitQuotes("M0", "WITHDRAW");
      stage.lift("M0");
      Thread.sleep(500);
      assertThat(stage.quotes("M0")).isEqualTo("WITHDRAW");
      disk.free(stage.program().process().pid());
      stage.awaitReadiness("");
      stage.awaitQuotes("M0", "OPEN");
      stage.program().kill();
      stage.mustHold();
      long lastSeq = 0;
      for (Row row : stage.rows()) {
        if (row.kind().equals("transition")) {
          assertThat(row.seq()).as("nothing was lost").isEqualTo(++lastSeq);
        }
      }
    }
  }

  @Test
  void shouldLeaveADamagedFileAloneUntilItIsSetAside() throws Exception {
    Path data = folder.resolve("data");
    try (JournalStage stage = new JournalStage(folder, data)) {
      stage.start(List.of());
      stage.awaitQuotes("M0", "OPEN");
      stage.program().kill();
      byte[] damaged = Files.readAllBytes(stage.journal());
      byte[] noise = new byte[2_000];
      new Random(1).nextBytes(noise);
      System.arraycopy(noise, 0, damaged, damaged.length - noise.length, noise.length);
      Files.write(stage.journal(), damaged);

      stage.start(List.of());
      stage.awaitReadiness("set-aside");
      Thread.sleep(1_000);
      assertThat(stage.quotes("M0")).isEqualTo("WITHDRAW");
      assertThat(run("verify", data)).isEqualTo(1);
      assertThat(Files.readAllBytes(stage.journal())).isEqualTo(damaged);

      assertThat(run("set-aside", data)).isZero();
      stage.awaitQuotes("M0", "OPEN");
      stage.awaitReadiness("");
      assertThat(run("verify", data)).isZero();
      assertThat(run("set-aside", data)).as("it holds").isEqualTo(1);
      assertThat(run("show", data)).isZero();
      stage.program().kill();
      try (var files = Files.list(data)) {
        assertThat(files.filter(file -> file.toString().matches(".*aside-[0-9]+")).toList())
            .singleElement()
            .satisfies(aside -> assertThat(Files.readAllBytes(aside)).isEqualTo(damaged));
      }
    }
  }

  @Test
  void shouldObeyTheGuidesCommands() throws Exception {
    Path data = folder.resolve("data");
    try (JournalStage stage = new JournalStage(folder, data)) {
      stage.start(List.of());
      stage.awaitQuotes("M0", "OPEN");
      List<String> lines =
          Files.readAllLines(Path.of("..", "docs", "journal.md")).stream()
              .filter(line -> line.startsWith("driftgate journal "))
              .map(line -> line.replaceAll(" *#.*", ""))
              .toList();
      assertThat(lines).hasSizeGreaterThan(3);
      for (String line : lines) {
        List<String> words =
            new ArrayList<>(List.of(line.split(" ")).subList(1, line.split(" ").length));
        words.replaceAll(word -> word.equals("data") ? data.toString() : word);
        assertThat(Main.commandLine().execute(words.toArray(String[]::new))).as(line).isZero();
      }
      stage.program().kill();
    }
  }

  private static int run(String command, Path data) {
    return Main.commandLine().execute("journal", command, data.toString());
  }

  private static void allow(Path file, String rights) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private static boolean canGiveRightsAway() throws InterruptedException {
    List<String> command = new ArrayList<>(WITHOUT_OVERRIDE);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /**
   * A disk that can be filled: a small file system in memory where we may mount one; elsewhere a
   * limit on the size of the process's files, which fails a little otherwise (EFBIG, not ENOSPC).
   */
  private record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {
    static SmallDisk mount(Path folder) throws IOException {
      Files.createDirectories(folder);
      int code =
          isRoot() ? exec("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) : 1;
      return new SmallDisk(folder, code == 0);
    }

    void fill(long pid) throws IOException {
      if (!mounted) {
        exec("prlimit", "--pid", Long.toString(pid), "--fsize=4096:unlimited");
        return;
      }
      byte[] some = new byte[512];
      try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
        for (int i = 0; i < 1 << 20; i++) {
          filler.write(some);
        }
      } catch (IOException full) {
        // as it should be
      }
    }

    void free(long pid) throws IOException {
      if (mounted) {
        Files.delete(folder.resolve("filler"));
      } else {
        exec("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited:unlimited");
      }
    }

    @Override
    public void close() throws IOException {
      if (mounted) {
        exec("umount", folder.toString());
      }
    }

    private static int exec(String... command) throws IOException {
      return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }
  }
}
