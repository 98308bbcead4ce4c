package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.app.tail.Tail;
import io.driftgate.app.tail.TailTrust;
import io.driftgate.client.Desk;
import io.driftgate.client.DeskBuilder;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate tail}. */
@Command(
    name = "tail",
    description = {
      "Shows what a desk may do: a table on a terminal, lines when piped.",
      "Holds a lease as any desk does: what it shows ends by itself when the gate is silent. Goes on trying"
          + " when the gate can't be reached; Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class,
    footer = {"", "Example: driftgate tail --url ws://127.0.0.1:8080/v1/feed --market 'ETH-*'"})
final class TailCommand implements Callable<Integer> {
  private static final long TURN_MS = 250;
  private static final int LINES = 24;
  private static final int LEAST_LINES = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "The gate's feed: ws://HOST:PORT/v1/feed, or wss:// with TLS.")
  private String url;

  @Option(
      names = "--market",
      paramLabel = "GLOB",
      description = "Only these markets; may be given several times. Default: all.")
  private List<String> markets = List.of("*");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the bearer token; read anew for each connection.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) to trust instead of the JDK's.")
  private Optional<Path> ca = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KID=ED25519",
      description =
          "Asks for signed frames and believes those of this key alone, in base64 as 'driftgate keys'"
              + " prints it; may be given several times.")
  private Map<String, String> keys = Map.of();

  @Option(names = "--json", description = "A JSON object for each change, in a line of its own.")
  private boolean json;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Tail tail = new Tail(style(), console.out(), console.err(), System::currentTimeMillis);
    Desk desk = open(tail);
    Lifetime lifetime = new Lifetime();
    lifetime.atEnd(
        () -> {
          desk.close();
          return Future.succeededFuture();
        });
    try {
      while (true) {
        tail.turn(desk, height());
        Thread.sleep(TURN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lifetime.end(ExitCode.OK);
    }
  }

  private Tail.Style style() {
    if (json) {
      return Tail.Style.JSON;
    }
    return Ansi.AUTO.enabled() ? Tail.Style.TABLE : Tail.Style.LINES;
  }

  private static int height() {
    try {
      return Math.max(LEAST_LINES, Integer.parseInt(System.getenv().getOrDefault("LINES", "")));
    } catch (NumberFormatException unknown) {
      return LINES;
    }
  }

  private Desk open(Tail tail) {
    try {
      DeskBuilder builder =
          Desk.builder().gate(url, keys).markets(markets.toArray(String[]::new)).listener(tail);
      if (tokenFile.isPresent()) {
        token(tokenFile.get()); // complained of now rather than at each connection
        builder.token(() -> token(tokenFile.get()));
      }
      if (ca.isPresent()) {
        builder.tls(TailTrust.in(ca.get()));
      }
      return builder.open();
    } catch (IOException | GeneralSecurityException e) {
      throw new ParameterException(
          spec.commandLine(), "--ca " + ca.orElseThrow() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What is wrong names the file, and never what is in it. */
  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--token-file " + file + " can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
