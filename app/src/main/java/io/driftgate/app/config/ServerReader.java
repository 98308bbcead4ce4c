package io.driftgate.app.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code server}, {@code feed} and {@code data}. */
final class ServerReader {
  private ServerReader() {}

  static ServerSettings server(Section server) {
    String host = server.read("host", ServerReader::host).orElse(ServerSettings.DEFAULT_HOST);
    long port =
        server.read("port", v -> v.integer(0, 65_535)).orElse((long) ServerSettings.DEFAULT_PORT);
    boolean insecure = server.read("insecure", Value::flag).orElse(false);
    if (!insecure && !Addresses.isLoopback(host)) {
      server.report(
          "host",
          "'"
              + host
              + "' lets other machines in, and this version has no authentication or TLS; write"
              + " 127.0.0.1, or add insecure: true");
    }
    return new ServerSettings(host, (int) port);
  }

  private static Optional<String> host(Value value) {
    Optional<String> host = value.text();
    if (host.isPresent() && !host.get().matches("[A-Za-z0-9.:_-]{1,253}")) {
      value.report("'" + host.get() + "' is no host; write e.g. 127.0.0.1");
      return Optional.empty();
    }
    return host;
  }

  static FeedSettings feed(Section feed) {
    long lease = time(feed, "lease", 100, 60_000).orElse(FeedSettings.DEFAULT_LEASE_MS);
    long heartbeat =
        time(feed, "heartbeat", 20, 10_000)
            .orElse(Math.min(FeedSettings.DEFAULT_HEARTBEAT_MS, lease));
    return feed.make("heartbeat", () -> new FeedSettings(heartbeat, lease))
        .orElse(new FeedSettings(FeedSettings.DEFAULT_HEARTBEAT_MS, FeedSettings.DEFAULT_LEASE_MS));
  }

  private static Optional<Long> time(Section feed, String key, long minMs, long maxMs) {
    return feed.read(key, v -> v.durationNanos(minMs * Durations.MS, maxMs * Durations.MS))
        .map(nanos -> nanos / Durations.MS);
  }

  static Optional<String> path(Value value) {
    return value.parsed(
        value.text(),
        text -> {
          try {
            return Path.of(text).toString();
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path (" + e.getReason() + ")", e);
          }
        });
  }
}
