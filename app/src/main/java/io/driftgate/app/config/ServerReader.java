package io.driftgate.app.config;

import io.driftgate.feed.sign.SigningKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code server}, {@code feed} and {@code data}. */
final class ServerReader {
  private static final long MIN_DRILL_MS = 1_000;

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

  static FeedSettings feed(Section feed, References references) {
    long lease = time(feed, "lease", 100, 60_000).orElse(FeedSettings.DEFAULT_LEASE_MS);
    long heartbeat =
        time(feed, "heartbeat", 20, 10_000)
            .orElse(Math.min(FeedSettings.DEFAULT_HEARTBEAT_MS, lease));
    long drill = time(feed, "drill", 0, 3_600_000).orElse(FeedSettings.DEFAULT_DRILL_MS);
    if (drill > 0 && drill < MIN_DRILL_MS) {
      feed.report("drill", "is more often than once a second; write 30s, or 0s for none");
    }
    List<SigningKey> keys = keys(feed, references);
    return feed.make("heartbeat", () -> new FeedSettings(heartbeat, lease, drill, keys))
        .orElse(FeedSettings.DEFAULT);
  }

  private static List<SigningKey> keys(Section feed, References references) {
    Optional<SigningKey> signing = feed.read("signingKey", value -> key(value, references));
    Optional<SigningKey> spare = feed.read("spareKey", value -> key(value, references));
    if (spare.isPresent() && !feed.has("signingKey")) {
      feed.report("spareKey", "signs nothing by itself; name it under signingKey");
    }
    return Stream.concat(signing.stream(), spare.stream()).toList();
  }

  private static Optional<SigningKey> key(Value value, References references) {
    return value.parsed(references.secret(value), SigningKey::ofPem);
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
