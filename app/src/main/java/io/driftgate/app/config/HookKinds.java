package io.driftgate.app.config;

import io.driftgate.hooks.HookRules;
import io.driftgate.hooks.exec.ExecHook;
import io.driftgate.hooks.exec.ExecSettings;
import io.driftgate.hooks.webhook.WebhookHook;
import io.driftgate.hooks.webhook.WebhookSecret;
import io.driftgate.hooks.webhook.WebhookSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is particular to a kind of hook. */
final class HookKinds {
  private static final int MOST_SECRETS = 2;
  private static final int MOST_WORDS = 64;

  private final References references;
  private final Path folder;
  private final TimerOwners timers = new TimerOwners();

  HookKinds(References references, Path folder) {
    this.references = references;
    this.folder = folder;
  }

  /** What {@code kind} may be. */
  enum Kind {
    WEBHOOK(
        List.of("deliver", "timeout", "valid", "url", "secrets", "headers"),
        HookRules.Limits.DEFAULT),

    /** A program must not run twice at once, and takes its time. */
    EXEC(
        List.of("deliver", "timeout", "valid", "command", "user"),
        new HookRules.Limits(5_000, 0, 5_000, 0, 3_600_000)),

    /** One answer over a socket that is up; a second request would stand behind the first in it. */
    DERIBIT(
        venue(
            "key", "secret", "symbols", "currencies", "quoteSets", "labels", "everything", "lock"),
        venueLimits(1_000, 0)),

    /** Reads, cancels, and reads again after a block or two. */
    HYPERLIQUID(
        venue(
            "account",
            "secret",
            "vault",
            "symbols",
            "clientIdPrefix",
            "spareStops",
            "spareReduceOnly"),
        venueLimits(3_000, 1_000)),

    /** One answer from Europe, 300 ms away at most; three where only some orders are meant. */
    BITMEX(
        venue("key", "secret", "symbols", "clientIdPrefix", "spareStops", "spareReduceOnly"),
        venueLimits(2_000, 500)),

    /** One answer from Tokyo for each symbol; three where only some orders are meant. */
    BINANCE_USDM(
        venue("key", "secret", "symbols", "clientIdPrefix", "spareReduceOnly"),
        venueLimits(2_000, 500)),

    /** Reads pages, cancels, and reads until none is left; the venue cancels one by one. */
    OKX(
        venue(
            "key",
            "secret",
            "passphrase",
            "symbols",
            "families",
            "tag",
            "clientIdPrefix",
            "spareReduceOnly",
            "lock"),
        venueLimits(3_000, 1_000)),

    /** Cancels, and asks until none is left; the venue cancels after it has answered. */
    BYBIT(
        venue("key", "secret", "category", "symbols", "baseCoins", "settleCoins"),
        venueLimits(3_000, 1_000));

    private final List<String> keys;
    private final HookRules.Limits limits;

    Kind(List<String> keys, HookRules.Limits limits) {
      this.keys = keys;
      this.limits = limits;
    }

    private static List<String> venue(String... own) {
      return Stream.concat(Stream.of("url", "testnet", "deadMan"), Arrays.stream(own)).toList();
    }

    /** Nothing opens a venue, so nothing is renewed there. */
    private static HookRules.Limits venueLimits(long restrictMs, long hedgeMs) {
      return new HookRules.Limits(restrictMs, hedgeMs, 5_000, 0, 3_600_000);
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isVenue() {
      return this != WEBHOOK && this != EXEC;
    }

    /** Unless the configuration says otherwise. */
    HookRules.Limits limits() {
      return limits;
    }
  }

  static List<String> names() {
    return Arrays.stream(Kind.values()).map(Kind::key).toList();
  }

  static Optional<Kind> named(String key) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.key().equals(key)).findFirst();
  }

  Optional<HookPlan.Maker> read(Kind kind, Section hook, HookRules rules) {
    Arrays.stream(Kind.values())
        .flatMap(other -> other.keys.stream())
        .distinct()
        .filter(key -> !kind.keys.contains(key) && hook.has(key))
        .forEach(
            key ->
                hook.report(key, "is of no use to a hook of kind " + kind.key() + "; remove it"));
    VenueSection venue = new VenueSection(hook, references, rules, timers);
    return switch (kind) {
      case WEBHOOK -> webhook(hook);
      case EXEC -> exec(hook, rules.id());
      case DERIBIT -> DeribitReader.read(venue);
      case HYPERLIQUID -> HyperliquidReader.read(venue);
      case BITMEX -> BitmexReader.read(venue);
      case BINANCE_USDM -> BinanceReader.read(venue);
      case OKX -> OkxReader.read(venue);
      case BYBIT -> BybitReader.read(venue);
    };
  }

  private Optional<HookPlan.Maker> webhook(Section hook) {
    Optional<URI> url =
        hook.must(
            "url",
            "https://desk.example/driftgate",
            v -> v.parsed(references.resolve(v), text -> Addresses.url(text, "http", "https")));
    List<WebhookSecret> secrets = new ArrayList<>();
    List<Value> written = hook.read("secrets", v -> Optional.of(v.items())).orElse(List.of());
    written.forEach(item -> secret(item).ifPresent(secrets::add));
    if (written.size() > MOST_SECRETS) {
      hook.report("secrets", "are more than two: the one in use, and the next");
    }
    Map<String, String> headers = headers(hook);
    return url.map(
        to -> {
          WebhookSettings settings = new WebhookSettings(to, secrets, headers);
          return (vertx, wallMs, nanos) ->
              HookPlan.Made.only(new WebhookHook(vertx, settings, wallMs, Optional.empty()));
        });
  }

  private Optional<WebhookSecret> secret(Value value) {
    return references
        .secret(value)
        .flatMap(
            text -> {
              Optional<WebhookSecret> secret = WebhookSecret.parse(text.strip());
              if (secret.isEmpty()) {
                value.report(
                    "is no secret of Standard Webhooks; write whsec_ and the Base64 of 24 to 64"
                        + " random bytes: echo \"whsec_$(openssl rand -base64 32)\"");
              }
              return secret;
            });
  }

  private Map<String, String> headers(Section hook) {
    Map<String, String> headers = new HashMap<>();
    for (Value.Named header : hook.find("headers").map(Value::named).orElse(List.of())) {
      HeaderReader.read(header, references).ifPresent(text -> headers.put(header.key(), text));
    }
    return headers;
  }

  private Optional<HookPlan.Maker> exec(Section hook, String id) {
    List<String> command = new ArrayList<>();
    List<Value> words =
        hook.must("command", "[/usr/local/bin/pull-quotes, --all]", v -> Optional.of(v.items()))
            .orElse(List.of());
    if (words.size() > MOST_WORDS) {
      hook.report("command", "has more than " + MOST_WORDS + " words");
    }
    words.forEach(word -> word.text().ifPresent(command::add));
    if (!command.isEmpty() && !Path.of(command.get(0)).isAbsolute()) {
      words.get(0).report("is no absolute path; nothing is looked up in PATH");
    }
    Optional<String> user = hook.read("user", Value::name);
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (vertx, wallMs, nanos) ->
                HookPlan.Made.only(
                    new ExecHook(vertx, id, new ExecSettings(command, folder, user))));
  }
}
