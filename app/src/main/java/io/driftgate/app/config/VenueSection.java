package io.driftgate.app.config;

import io.driftgate.hooks.HookRules;
import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * {@code hooks[i]} of a hook at a venue: one word for one thing over all venues. What is wrong is
 * reported where it stands and is then missing; nothing secret is in a report.
 */
final class VenueSection {
  /** One request each: more would keep a withdrawal waiting for connections and rate limits. */
  private static final int MOST_NAMES = 64;

  private static final String EVERY = "*";

  private final Section hook;
  private final References references;
  private final HookRules rules;
  private final TimerOwners timers;
  private final boolean onTestnet;

  VenueSection(Section hook, References references, HookRules rules, TimerOwners timers) {
    this.hook = hook;
    this.references = references;
    this.rules = rules;
    this.timers = timers;
    this.onTestnet = flag("testnet", false);
  }

  /** Where a venue is and who asks. */
  record Access(Endpoint endpoint, String key, Secret secret) {}

  /** Where the venue is, and a key with its secret. */
  Optional<Access> access(String production, String testnet) {
    Optional<Endpoint> endpoint = endpoint(hook, production, testnet);
    Optional<String> key =
        hook.must("key", "\"${env:VENUE_KEY}\"", v -> v.parsed(references.resolve(v), this::key));
    Optional<Secret> secret = secret("secret");
    return endpoint.flatMap(at -> key.flatMap(id -> secret.map(s -> new Access(at, id, s))));
  }

  private String key(String text) {
    KeyText.check("a key", text);
    return text;
  }

  /** Where the venue is; on its production, its test network, or where {@code url} says. */
  Optional<Endpoint> endpoint(String production, String testnet) {
    return endpoint(hook, production, testnet);
  }

  /** The same under a section's own {@code url}. */
  Optional<Endpoint> endpoint(Section section, String production, String testnet) {
    String usual = onTestnet ? testnet : production;
    return section
        .find("url")
        .map(v -> v.parsed(references.resolve(v), text -> located(text, usual)))
        .orElseGet(() -> Optional.of(Endpoint.of(URI.create(usual))));
  }

  private static Endpoint located(String text, String usual) {
    boolean socket = usual.startsWith("wss");
    URI uri = Addresses.url(text, socket ? "ws" : "http", socket ? "wss" : "https");
    boolean plain = uri.getScheme().equalsIgnoreCase(socket ? "ws" : "http");
    if (plain && !Addresses.isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "is not encrypted; write " + (socket ? "wss" : "https") + "://… as in " + usual);
    }
    String path = uri.getRawPath();
    boolean bare = path.isEmpty() || path.equals("/");
    if (socket == bare) {
      throw new IllegalArgumentException(
          (socket ? "has no path" : "has a path, which requests name themselves")
              + "; write it as "
              + usual);
    }
    return Endpoint.of(uri);
  }

  /** Whether all is for the venue's test network or demo trading. */
  boolean testnet() {
    return onTestnet;
  }

  /** A secret of visible text. */
  Optional<Secret> secret(String key) {
    return secret(
        key,
        text -> {
          KeyText.check("a secret", text);
          return Secret.of(text.toCharArray());
        });
  }

  /** A secret that is read so; what that throws must not repeat it. */
  Optional<Secret> secret(String key, Function<String, Secret> how) {
    return hook.must(
        key,
        "\"${file:venue-" + key + "}\"",
        v -> v.parsed(references.secret(v).map(String::strip), how));
  }

  boolean flag(String key, boolean usual) {
    return hook.read(key, Value::flag).orElse(usual);
  }

  /** A text that may be absent; refused where {@code how} throws. */
  Optional<String> text(String key, UnaryOperator<String> how) {
    return hook.read(key, v -> v.parsed(v.text(), how));
  }

  /** A text that must be there. */
  Optional<String> mustText(String key, String example, UnaryOperator<String> how) {
    return hook.must(key, example, v -> v.parsed(v.text(), how));
  }

  Optional<String> mustOneOf(String key, String what, Collection<String> words) {
    return hook.must(key, words.iterator().next(), v -> v.oneOf(what, words));
  }

  /** Reports a key that is not there. */
  void must(String key, String example) {
    hook.must(key, example, Optional::of);
  }

  /**
   * For how long new quotes are refused after a withdrawal, in milliseconds.
   *
   * @param allowed says it of {@code takes}
   */
  long lockMs(long usualMs, LongPredicate takes, String allowed) {
    return hook.read("lock", v -> v.durationNanos(0, Durations.HOUR).map(n -> n / Durations.MS))
        .filter(
            ms -> {
              if (!takes.test(ms)) {
                report("lock", "cannot be that at the venue, which takes " + allowed);
              }
              return takes.test(ms);
            })
        .orElse(usualMs);
  }

  boolean has(String key) {
    return hook.has(key);
  }

  void report(String key, String message) {
    hook.report(key, message);
  }

  /** Names at the venue that {@code how} takes; none where the key is absent. */
  <T> List<T> names(String key, Function<String, T> how) {
    List<Value> written = hook.find(key).map(Value::items).orElse(List.of());
    if (written.size() > MOST_NAMES) {
      report(key, "are more than " + MOST_NAMES + "; share them out over several hooks");
    }
    List<T> names = new ArrayList<>();
    written.forEach(
        item -> item.parsed(item.text(), text -> name(text, how)).ifPresent(names::add));
    return names.stream().distinct().toList();
  }

  private static <T> T name(String text, Function<String, T> how) {
    if (text.contains(EVERY)) {
      throw new IllegalArgumentException("is no name at the venue; name each one by itself");
    }
    return how.apply(text);
  }

  /** Whether a list says that all are meant. */
  boolean isEvery(String key) {
    return hook.find(key).flatMap(Value::only).filter(EVERY::equals).isPresent();
  }

  /** Instruments, which must be named, or all; empty where that was refused. */
  Optional<Symbols> symbols(boolean mayBeAll) {
    must("symbols", mayBeAll ? "[BTCUSDT], or [\"*\"] for all" : "[BTCUSDT]");
    if (isEvery("symbols")) {
      if (!mayBeAll) {
        report("symbols", "this venue has no request for all of them; name each one");
      }
      return mayBeAll ? Optional.of(Symbols.everything()) : Optional.empty();
    }
    List<String> names = names("symbols", VenueSection::instrument);
    return names.isEmpty() ? Optional.empty() : Optional.of(Symbols.of(names));
  }

  /** A name that every venue but one has in this form. */
  static String instrument(String text) {
    if (!text.matches("[A-Za-z0-9._:/-]{1,64}")) {
      throw new IllegalArgumentException("is not the name of an instrument at the venue");
    }
    return text;
  }

  Optional<Section> deadMan() {
    return hook.find("deadMan").isPresent()
        ? Optional.of(hook.sub("deadMan", Shape.DEAD_MAN))
        : Optional.empty();
  }

  /** Takes the venue's timers of these names for this hook alone. */
  void takeTimers(List<String> names) {
    for (String name : names) {
      Optional<String> other = timers.take(name, rules.id());
      if (other.isPresent()) {
        report(
            "deadMan",
            "refreshes the same timer as hook "
                + other.get()
                + ", which then never runs out for either; leave it to one hook of the account");
        return;
      }
    }
  }

  /** For a dead-man whose requests go where the hook's go. */
  static void noUrl(Section deadMan) {
    if (deadMan.has("url")) {
      deadMan.report("url", "is the hook's own at this venue; remove it");
    }
  }
}
