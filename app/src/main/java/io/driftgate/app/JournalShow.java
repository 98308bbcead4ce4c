package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.journal.RowFilter;
import io.driftgate.journal.RowKind;
import io.driftgate.journal.RowText;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate journal show}. */
@Command(
    name = "show",
    description = "Prints rows, oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class JournalShow implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private JournalFolder folder;

  @Option(names = "--market", paramLabel = "ID", description = "Only rows of this market.")
  private Optional<String> market = Optional.empty();

  @Option(names = "--kind", paramLabel = "KIND", description = "Only rows of this kind, e.g. hook.")
  private Optional<String> kind = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only rows from then on: 2026-01-31, 2026-01-31T12:00:00Z, or Unix milliseconds.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--last", paramLabel = "N", description = "Only the newest N of them.")
  private Optional<Integer> last = Optional.empty();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (last.isPresent() && last.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--last must be at least 1");
    }
    OptionalInt most = last.isPresent() ? OptionalInt.of(last.get()) : OptionalInt.empty();
    RowFilter filter =
        new RowFilter(
            market, kind.map(this::known), since.map(this::instantMs).orElse(Long.MIN_VALUE), most);
    PrintWriter out = spec.commandLine().getOut();
    return folder.read(
        Console.of(spec),
        reader -> {
          reader.show(filter, row -> out.println(json ? RowText.json(row) : RowText.line(row)));
          out.flush();
          return ExitCode.OK;
        });
  }

  private String known(String text) {
    return RowKind.of(text)
        .map(RowKind::key)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--kind: there is no '"
                        + text
                        + "'; known: "
                        + Arrays.stream(RowKind.values())
                            .map(RowKind::key)
                            .collect(Collectors.joining(", "))));
  }

  private long instantMs(String text) {
    try {
      if (text.matches("[0-9]{1,18}")) {
        return Long.parseLong(text);
      }
      return text.contains("T")
          ? Instant.parse(text).toEpochMilli()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--since: '" + text + "' is no time; write 2026-01-31, 2026-01-31T12:00:00Z or Unix ms",
          e);
    }
  }
}
