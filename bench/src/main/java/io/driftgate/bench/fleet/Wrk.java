package io.driftgate.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same requests to the same farm by {@code wrk}, a load generator in C that parses no body: the
 * least that sockets cost here. It asks as fast as it is answered, on as many connections.
 */
final class Wrk {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)s");
  private static final Pattern ERRORS = Pattern.compile("(?m)^ *(?:Socket errors|Non-2xx).*$");
  private static final int SAMPLE_MS = 20;

  private static final String SCRIPT =
      """
      wrk.method = "POST"
      wrk.body = '[{"jsonrpc":"2.0","id":1001,"method":"eth_getBlockByNumber","params":["finalized",false]},\
      {"jsonrpc":"2.0","id":1002,"method":"eth_getBlockByNumber","params":["safe",false]},\
      {"jsonrpc":"2.0","id":1003,"method":"eth_getBlockByNumber","params":["latest",false]}]'
      wrk.headers["Content-Type"] = "application/json"
      wrk.headers["Accept"] = "application/json"
      wrk.headers["Accept-Encoding"] = "identity"
      """;

  private Wrk() {}

  /**
   * What it did.
   *
   * @param errors as it says them; empty for none
   */
  record Figures(long requests, double seconds, long cpuMs, String errors) {}

  /** Empty if it is not installed. */
  static Optional<Figures> run(Path folder, String url, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = folder.resolve("poll.lua");
    Files.writeString(script, SCRIPT);
    ProcessBuilder builder =
        new ProcessBuilder(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(connections),
                "--duration",
                seconds + "s",
                "--timeout",
                "10s",
                "--script",
                script.toString(),
                url)
            .redirectErrorStream(true);
    Process wrk;
    try {
      wrk = builder.start();
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
    long cpuMs = 0;
    while (!wrk.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
      cpuMs = Math.max(cpuMs, ProcessFigures.cpuMsOf(wrk.pid()));
    }
    return Optional.of(figures(read(wrk), cpuMs));
  }

  private static String read(Process wrk) {
    try {
      return new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figures figures(String said, long cpuMs) throws IOException {
    Matcher requests = REQUESTS.matcher(said);
    if (!requests.find()) {
      throw new IOException("wrk said no number of requests:\n" + said);
    }
    Matcher errors = ERRORS.matcher(said);
    return new Figures(
        Long.parseLong(requests.group(1)),
        Double.parseDouble(requests.group(2)),
        cpuMs,
        errors.find() ? errors.group().strip() : "");
  }
}
