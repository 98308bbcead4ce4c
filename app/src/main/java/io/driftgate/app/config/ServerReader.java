package io.driftgate.app.config;

import io.driftgate.feed.FeedLimits.Crowd;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.PemException;
import io.driftgate.feed.access.TlsFiles;
import io.driftgate.feed.access.TlsMaterial;
import io.driftgate.feed.access.Token;
import io.driftgate.feed.sign.SigningKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code server}, {@code feed} and {@code data}. */
final class ServerReader {
  private static final int MOST_CONNECTIONS = 1_000_000;
  private static final long MIN_DRILL_MS = 1_000;

  private ServerReader() {}

  /**
   * Reads {@code server}, and the files that it names.
   *
   * @param folder that relative paths start from
   */
  static ServerSettings server(Section server, Path folder) {
    String host = server.read("host", ServerReader::host).orElse(ServerSettings.DEFAULT_HOST);
    long port =
        server.read("port", v -> v.integer(0, 65_535)).orElse((long) ServerSettings.DEFAULT_PORT);
    boolean insecure = server.read("insecure", Value::flag).orElse(false);
    Optional<TlsFiles> tls = tls(server, folder);
    Set<String> origins = new LinkedHashSet<>();
    server
        .read("allowedOrigins", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(item -> item.parsed(item.text(), ServerReader::origin).ifPresent(origins::add));
    List<Token> tokens = new ArrayList<>();
    server
        .read("tokens", v -> Optional.of(v.items()))
        .orElse(List.of())
        .forEach(item -> TokenReader.read(item, tokens).ifPresent(tokens::add));
    Crowd crowd = crowd(server.sub("limits", Shape.LIMITS));
    boolean loopback = Addresses.isLoopback(host);
    if (!insecure && !loopback && !(server.has("tokens") && server.has("tls"))) {
      server.report(
          "host",
          "'"
              + host
              + "' lets other machines in; that needs tokens and tls beside it. Write 127.0.0.1,"
              + " add what is missing ("
              + missing(server)
              + "), or write insecure: true");
    }
    return new ServerSettings(
        host, (int) port, new FeedAccess(tokens, tls, origins, loopback), crowd);
  }

  private static String missing(Section server) {
    return String.join(
        ", ", List.of("tokens", "tls").stream().filter(key -> !server.has(key)).toList());
  }

  private static Optional<TlsFiles> tls(Section server, Path folder) {
    if (!server.has("tls")) {
      return Optional.empty();
    }
    Section tls = server.sub("tls", Shape.TLS);
    Optional<Path> certificate =
        tls.must("certificate", "cert.pem", ServerReader::path).map(folder::resolve);
    Optional<Path> key = tls.must("key", "key.pem", ServerReader::path).map(folder::resolve);
    Optional<Path> clientCa = tls.read("clientCa", ServerReader::path).map(folder::resolve);
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    TlsFiles files = new TlsFiles(certificate.get(), key.get(), clientCa);
    try {
      TlsMaterial.load(files);
      return Optional.of(files);
    } catch (PemException e) {
      Map<String, String> places =
          Map.of(certificate.get().toString(), "certificate", key.get().toString(), "key");
      tls.report(places.getOrDefault(e.file(), "clientCa"), e.file() + " " + e.problem());
      return Optional.empty();
    }
  }

  private static String origin(String text) {
    String refusal = "is no origin; write scheme, host and port only, e.g. https://desk.example";
    try {
      URI uri = new URI(text.toLowerCase(Locale.ROOT));
      String scheme = String.valueOf(uri.getScheme());
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (!web || uri.getHost() == null || !text.equalsIgnoreCase(bare(uri))) {
        throw new IllegalArgumentException(refusal);
      }
      boolean usual = uri.getPort() == (scheme.equals("http") ? 80 : 443);
      return usual ? scheme + "://" + uri.getHost() : bare(uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(refusal, e);
    }
  }

  private static String bare(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static Crowd crowd(Section limits) {
    return new Crowd(
        limit(limits, "connections", Crowd.DEFAULT.connections()),
        limit(limits, "perAddress", Crowd.DEFAULT.perAddress()),
        limit(limits, "perToken", Crowd.DEFAULT.perToken()),
        limit(limits, "acceptsPerSecond", Crowd.DEFAULT.acceptsPerSecond()));
  }

  private static int limit(Section limits, String key, int otherwise) {
    return limits
        .read(key, v -> v.integer(1, MOST_CONNECTIONS))
        .map(Long::intValue)
        .orElse(otherwise);
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
    long lease =
        time(feed, "lease", 100, FeedSettings.MAX_LEASE_MS).orElse(FeedSettings.DEFAULT_LEASE_MS);
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
