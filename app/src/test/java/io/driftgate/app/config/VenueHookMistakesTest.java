package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.DryHook;
import io.driftgate.hooks.HookRules;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks at venues in a whole file: their limits, what they make, and what is refused and how. */
final class VenueHookMistakesTest {
  private static final String SECRET = "sesame-7319";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SECRET", SECRET,
          "BLANK", "sesame 7319",
          "ZERO", "0".repeat(64),
          "BIG", "f".repeat(64),
          "PRIVATE", "1f".repeat(32));

  private static Reading read(String hooks) {
    String text =
        "hooks: [ "
            + hooks
            + " ]"
            + """

            chains: [ { id: eth, chainId: 1, blockTime: 12s, quorum: { fraction: 2/3, minNodes: 1 } } ]
            nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
            policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
            markets: [ { id: ETH, legs: [ { chain: eth, policy: p } ] } ]
            """;
    return ConfigReader.read(
        "f.yaml",
        Path.of("."),
        text.getBytes(StandardCharsets.UTF_8),
        name -> Optional.ofNullable(ENVIRONMENT.get(name)));
  }

  /** Every key that must be there. */
  private static String hook(String id, String kind, String more) {
    String own =
        switch (kind) {
          case "hyperliquid" ->
              "account: '0x1719884eb866cb12b2287399b15f7db5e7d775ea', secret: '${env:PRIVATE}',"
                  + " symbols: [ETH]";
          case "okx" ->
              "key: k, secret: '${env:SECRET}', passphrase: '${env:SECRET}', symbols: [ETH-USDT]";
          case "bybit" -> "key: k, secret: '${env:SECRET}', category: linear, symbols: [ETHUSDT]";
          default -> "key: k, secret: '${env:SECRET}', symbols: [ETHUSD]";
        };
    return "{ id: %s, kind: %s, markets: [ETH], on: [withdraw], %s%s }"
        .formatted(id, kind, own, more.isEmpty() ? "" : ", " + more);
  }

  @ParameterizedTest
  @CsvSource({
    "deribit, 1000, 0",
    "hyperliquid, 3000, 1000",
    "bitmex, 2000, 500",
    "binance-usdm, 2000, 500",
    "okx, 3000, 1000",
    "bybit, 3000, 1000"
  })
  void shouldGiveEachVenueItsTime(String kind, long restrictMs, long hedgeMs) {
    Reading reading = read(hook("a", kind, ""));
    assertThat(reading.problems()).isEmpty();
    HookPlan plan = reading.configuration().orElseThrow().hooks().get(0);
    assertThat(plan.kind()).isEqualTo(kind);
    assertThat(plan.rules().limits())
        .isEqualTo(new HookRules.Limits(restrictMs, hedgeMs, 5_000, 0, 3_600_000));
  }

  /** Periods and timeouts, as the venue's dead-man has them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deribit|url: 'ws://127.0.0.1:1/ws', deadMan: { timeout: 20s }|5000|20000",
        "hyperliquid|url: 'http://127.0.0.1:1', deadMan: { timeout: 40s }|10000|40000",
        "bitmex|url: 'http://127.0.0.1:1', deadMan: { timeout: 60s, refresh: 20s }|20000|60000",
        "binance-usdm|url: 'http://127.0.0.1:1', deadMan: { timeout: 2m }|30000|120000",
        "okx|url: 'http://127.0.0.1:1', deadMan: { timeout: 10s, refresh: 1s }|1000|10000",
        "bybit|url: 'http://127.0.0.1:1', deadMan: { timeout: 18s, url: 'ws://127.0.0.1:1/p' }|3000|18000"
      })
  void shouldMakeAHookAndItsDeadMan(String kind, String more, long periodMs, long timeoutMs)
      throws Exception {
    HookPlan.Made made = made(read(hook("a", kind, more)));
    assertThat(made.deadMan().map(DeadMan::periodMs)).hasValue(periodMs);
    assertThat(made.deadMan().map(DeadMan::timeoutMs)).hasValue(timeoutMs);
    HookPlan.Made dry = made(read(hook("a", kind, more + ", dryRun: true")));
    assertThat(dry.hook()).isInstanceOf(DryHook.class);
    assertThat(dry.deadMan()).isEmpty();
  }

  private static HookPlan.Made made(Reading reading) throws Exception {
    assertThat(reading.problems()).isEmpty();
    Vertx vertx = Vertx.vertx();
    try {
      return reading.configuration().orElseThrow().hooks().get(0).make(vertx, () -> 0, () -> 0);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static void refused(Reading reading, String path, String message) {
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo("hooks[0]" + path);
              assertThat(problem.message()).contains(message);
            });
    assertThat(reading.problems().toString()).doesNotContain("7319");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bitmex|deliver: all|.deliver|of no use to a hook of kind bitmex",
        "bitmex|valid: 10s|.valid|of no use",
        "bitmex|timeout: 10s|.timeout|of no use",
        "bitmex|category: linear|.category|of no use",
        "hyperliquid|key: k|.key|of no use",
        "bitmex|url: 'http://10.0.0.1'|.url|write https://… as in https://www.bitmex.com",
        "bitmex|url: 'https://www.bitmex.com/api'|.url|has a path",
        "bitmex|url: 'https://www.bitmex.com?x'|.url|no query",
        "deribit|url: 'wss://www.deribit.com'|.url|has no path; write it as wss://www.deribit.com/ws/api/v2",
        "deribit|url: 'https://www.deribit.com/ws/api/v2'|.url|wss://",
        "bitmex|testnet: maybe|.testnet|neither true nor false",
        "bitmex|clientIdPrefix: 'a b'|.clientIdPrefix|visible characters",
        "binance-usdm|clientIdPrefix: 'a?b'|.clientIdPrefix|letters, digits and",
        "hyperliquid|clientIdPrefix: mm|.clientIdPrefix|begins with 0x",
        "hyperliquid|vault: 0x12|.vault|write 0x and 40",
        "okx|tag: a-b|.tag|letters and digits only",
        "okx|lock: 1s|.lock|for option families only",
        "okx|families: [BTC-USD], lock: 11s|.lock|0s to 10s",
        "okx|families: ['BTC USD']|.families[0]|not the name of an instrument",
        "okx|families: [BTC-USD], tag: mm, deadMan: { timeout: 30s }|.tag|use two hooks",
        "deribit|lock: 2s|.lock|0s or 1s",
        "deribit|everything: true|.everything|whatever is named beside it",
        "deribit|labels: ['']|.labels[0]|1 to 64 printable characters",
        "deribit|currencies: []|.currencies|is empty",
        "bybit|baseCoins: ['*']|.baseCoins[0]|name each one by itself",
        "bitmex|deadMan: 60s|.deadMan|must be a section",
        "bitmex|deadMan: {}|.deadMan.timeout|is missing",
        "bitmex|deadMan: { timeout: 60 }|.deadMan.timeout|is no duration",
        "bitmex|deadMan: { timeout: 4s }|.deadMan.timeout|5000 to 600000 ms, not 4000",
        "bitmex|deadMan: { timeout: 60s, refresh: 21s }|.deadMan.refresh|1s to 20s is allowed",
        "bitmex|deadMan: { timeout: 60s, refresh: 500ms }|.deadMan.refresh|1s to 20s is allowed",
        "bitmex|deadMan: { timeout: 60s, url: 'https://x.example' }|.deadMan.url|the hook's own",
        "binance-usdm|deadMan: { timeout: 11m }|.deadMan.timeout|5000 to 600000 ms",
        "hyperliquid|deadMan: { timeout: 5s }|.deadMan.timeout|6000 to 600000 ms",
        "okx|deadMan: { timeout: 9s }|.deadMan.timeout|10 to 120 seconds, not 9",
        "okx|deadMan: { timeout: 10500ms }|.deadMan.timeout|no whole number of seconds",
        "deribit|deadMan: { timeout: 18s }|.deadMan.timeout|10 to 3600 seconds, not 9",
        "deribit|deadMan: { timeout: 21s }|.deadMan.timeout|even number of seconds",
        "deribit|deadMan: { timeout: 20s, refresh: 5s }|.deadMan.refresh|follows from the timeout",
        "bybit|deadMan: { timeout: 4s }|.deadMan.timeout|3 to 300 seconds, not 2",
        "bybit|deadMan: { timeout: 20s, url: 'https://x.example' }|.deadMan.url|wss://"
      })
  void shouldNameThePlaceAndTheRemedy(String kind, String more, String path, String message) {
    refused(read(hook("a", kind, more)), path, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bitmex|.key|is missing",
        "bitmex|.secret|is missing",
        "bitmex|.symbols|is missing",
        "bitmex, secret: sesame-7319|.secret|one reference to a secret",
        "bitmex, secret: 'x${env:SECRET}'|.secret|one reference to a secret",
        "bitmex, secret: '${env:BLANK}'|.secret|no blanks",
        "bitmex, secret: '${env:NOPE}'|.secret|environment variable NOPE is not set",
        "bitmex, key: '${env:BLANK}'|.key|no blanks",
        "bitmex, symbols: ['XBT*']|.symbols[0]|name each one by itself",
        "bitmex, symbols: ['*', XBTUSD]|.symbols[0]|name each one by itself",
        "bitmex, symbols: ['XBT USD']|.symbols[0]|not the name of an instrument",
        "bitmex, symbols: XBTUSD|.symbols|must be a list",
        "binance-usdm, symbols: ['*']|.symbols|no request for all",
        "bybit, symbols: ['*'], category: linear|.symbols[0]|name each one by itself",
        "bybit|.category|is missing",
        "bybit, category: linaer|.category|did you mean 'linear'?",
        "bybit, category: linear|.symbols|name settleCoins or baseCoins",
        "bybit, category: spot, settleCoins: [USDT]|.settleCoins|not looked at for spot",
        "deribit|.symbols|for every quote",
        "okx|.passphrase|is missing",
        "okx|.symbols|is missing",
        "okx, passphrase: '${env:BLANK}'|.passphrase|no blanks",
        "okx, families: [BTC-USD], tag: mm|.tag|name symbols too",
        "hyperliquid|.account|is missing",
        "hyperliquid, account: '0x17'|.account|40 hexadecimal digits",
        "hyperliquid, secret: '${env:SECRET}'|.secret|64 hexadecimal digits",
        "hyperliquid, secret: '${env:ZERO}'|.secret|no private key of secp256k1",
        "hyperliquid, secret: '${env:BIG}'|.secret|no private key of secp256k1",
        "hyperliquid, symbols: ['a b']|.symbols[0]|not the name of a coin"
      })
  void shouldSayWhatIsMissingOrNoSecret(String hook, String path, String message) {
    refused(read("{ id: a, markets: [ETH], on: [withdraw], kind: " + hook + " }"), path, message);
  }

  @ParameterizedTest
  @CsvSource({"widen, 0", "open, 0", "pause, 0", "resume, 0", "'withdraw, pause', 1"})
  void shouldTellAVenueOfWithdrawalsOnly(String on, int place) {
    String hook = hook("a", "bitmex", "").replace("on: [withdraw]", "on: [" + on + "]");
    refused(read(hook), ".on[" + place + "]", "on: [withdraw]");
  }

  @Test
  void shouldLeaveATimerToOneHook() {
    String deadMan = "deadMan: { timeout: 60s }";
    Reading reading = read(hook("a", "bitmex", deadMan) + ", " + hook("b", "bitmex", deadMan));
    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("hooks[1].deadMan");
              assertThat(problem.message()).contains("same timer as hook a");
            });
  }

  @Test
  void shouldLetHooksHaveTimersOfOtherSymbols() {
    String deadMan = "deadMan: { timeout: 60s }";
    String other = hook("b", "binance-usdm", deadMan).replace("ETHUSD", "BTCUSD");
    assertThat(read(hook("a", "binance-usdm", deadMan) + ", " + other).problems()).isEmpty();
    assertThat(read(hook("a", "bitmex", "") + ", " + hook("b", "bitmex", deadMan)).problems())
        .isEmpty();
  }
}
