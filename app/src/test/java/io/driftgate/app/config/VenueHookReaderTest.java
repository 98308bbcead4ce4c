package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.HookRules;
import io.driftgate.hooks.binance.BinanceSettings;
import io.driftgate.hooks.bitmex.BitmexSettings;
import io.driftgate.hooks.bybit.BybitSettings;
import io.driftgate.hooks.deribit.DeribitCancel;
import io.driftgate.hooks.deribit.DeribitSettings;
import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Symbols;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings;
import io.driftgate.hooks.okx.OkxSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What venues' hooks are made of, as the file says it. */
final class VenueHookReaderTest {
  private static final String ADDRESS = "0x1719884eb866cb12b2287399b15f7db5e7d775ea";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KEY", "desk-key", "SECRET", "hush", "PASS", "word", "PRIVATE", "0x" + "1f".repeat(32));

  private static <T> T settings(String yaml, Function<VenueSection, Optional<T>> reader) {
    Problems problems = new Problems("f.yaml");
    Section section =
        YamlTree.parse(("{ " + yaml + " }").getBytes(StandardCharsets.UTF_8), problems)
            .map(item -> new Value(item, 1, "", problems).section(Shape.HOOK))
            .orElseThrow();
    References references =
        new References(Path.of("."), name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    HookRules rules =
        new HookRules(
            "a",
            new MarketGlobs(List.of("*")),
            Set.of(HookEvent.WITHDRAW),
            false,
            HookRules.Limits.DEFAULT,
            Optional.empty(),
            false);
    Optional<T> settings =
        reader.apply(new VenueSection(section, references, rules, new TimerOwners()));
    assertThat(problems.inOrder()).isEmpty();
    return settings.orElseThrow();
  }

  private static Endpoint at(String host, String path) {
    return new Endpoint(host, 443, true, path, Optional.empty());
  }

  @Test
  void shouldReadDeribit() {
    DeribitSettings settings =
        settings(
            "key: '${env:KEY}', secret: '${env:SECRET}', symbols: [ETH-PERPETUAL], currencies: [BTC],"
                + " quoteSets: [weeklies], labels: [mm], lock: 0s, deadMan: { timeout: 20s }",
            DeribitReader::settings);
    assertThat(settings.endpoint()).isEqualTo(at("www.deribit.com", "/ws/api/v2"));
    assertThat(settings.clientId()).isEqualTo("desk-key");
    assertThat(settings.clientSecret().revealText()).isEqualTo("hush");
    assertThat(settings.cancels())
        .containsExactly(
            new DeribitCancel.QuotesOn("ETH-PERPETUAL"),
            new DeribitCancel.QuotesIn("BTC"),
            new DeribitCancel.QuoteSet("weeklies"),
            new DeribitCancel.OrdersLabelled("mm"));
    assertThat(settings.freezeQuotes()).isFalse();
    assertThat(settings.deadMan())
        .hasValue(
            new DeribitSettings.Disconnect(
                DeribitSettings.Scope.ACCOUNT, new DeribitSettings.HeartbeatSeconds(10)));
  }

  @Test
  void shouldCancelAllAtDeribitOnlyWhereItIsSaid() {
    String key = "key: k, secret: '${env:SECRET}', testnet: true, ";
    DeribitSettings quotes = settings(key + "symbols: ['*']", DeribitReader::settings);
    assertThat(quotes.endpoint()).isEqualTo(at("test.deribit.com", "/ws/api/v2"));
    assertThat(quotes.cancels()).containsExactly(new DeribitCancel.AllQuotes());
    assertThat(quotes.freezeQuotes()).isTrue();
    assertThat(quotes.deadMan()).isEmpty();
    assertThat(settings(key + "everything: true", DeribitReader::settings).cancels())
        .containsExactly(new DeribitCancel.Everything());
  }

  @Test
  void shouldReadHyperliquid() {
    HyperliquidSettings settings =
        settings(
            "account: '"
                + ADDRESS
                + "', secret: '${env:PRIVATE}', symbols: [ETH, PURR/USDC, '@107'], clientIdPrefix:"
                + " '0xD1', spareReduceOnly: true, deadMan: { timeout: 30s, refresh: 8s }",
            HyperliquidReader::settings);
    assertThat(settings.endpoint()).isEqualTo(at("api.hyperliquid.xyz", ""));
    assertThat(settings.network()).isEqualTo(HyperliquidSettings.Network.MAINNET);
    assertThat(settings.account()).isEqualTo(ADDRESS);
    assertThat(settings.key().reveal()).hasSize(32).containsOnly(0x1f);
    assertThat(settings.vault()).isEmpty();
    assertThat(settings.reach())
        .isEqualTo(
            new HyperliquidSettings.Reach(Set.of("ETH", "PURR/USDC", "@107"), "0xd1", true, true));
    assertThat(settings.deadMan())
        .hasValue(new HyperliquidSettings.Timer(8_000, new HyperliquidSettings.Ahead(30_000)));
  }

  @Test
  void shouldSignForTheTestNetworkOfHyperliquid() {
    HyperliquidSettings settings =
        settings(
            "testnet: true, account: '"
                + ADDRESS
                + "', vault: '"
                + ADDRESS.replace("17", "18")
                + "', secret: '${env:PRIVATE}', symbols: ['*'], spareStops: false",
            HyperliquidReader::settings);
    assertThat(settings.endpoint()).isEqualTo(at("api.hyperliquid-testnet.xyz", ""));
    assertThat(settings.network()).isEqualTo(HyperliquidSettings.Network.TESTNET);
    assertThat(settings.vault()).hasValue(ADDRESS.replace("17", "18"));
    assertThat(settings.reach())
        .isEqualTo(new HyperliquidSettings.Reach(Set.of(), "", false, false));
  }

  @Test
  void shouldReadBitmex() {
    BitmexSettings settings =
        settings(
            "key: k, secret: '${env:SECRET}', symbols: ['*'], deadMan: { timeout: 60s }",
            BitmexReader::settings);
    assertThat(settings.endpoint()).isEqualTo(at("www.bitmex.com", ""));
    assertThat(settings.symbols()).isEqualTo(Symbols.everything());
    assertThat(settings.reach()).isEmpty();
    assertThat(settings.deadMan())
        .hasValue(new BitmexSettings.Timer(15_000, new BitmexSettings.TimeoutMs(60_000)));
  }

  @Test
  void shouldReadBinance() {
    String hook = "key: k, secret: '${env:SECRET}', symbols: [ETHUSDT, BTCUSDT]";
    BinanceSettings all = settings(hook + ", url: 'http://127.0.0.1:81'", BinanceReader::settings);
    assertThat(all.endpoint())
        .isEqualTo(new Endpoint("127.0.0.1", 81, false, "", Optional.empty()));
    assertThat(all.symbols()).isEqualTo(Symbols.of(List.of("ETHUSDT", "BTCUSDT")));
    assertThat(all.reach()).isEmpty();
    BinanceSettings some =
        settings(
            hook
                + ", clientIdPrefix: mm-, spareReduceOnly: true, deadMan: { timeout: 2m, refresh: 20s"
                + " }",
            BinanceReader::settings);
    assertThat(some.endpoint()).isEqualTo(at("fapi.binance.com", ""));
    assertThat(some.reach()).hasValue(new BinanceSettings.Reach("mm-", true));
    assertThat(some.deadMan())
        .hasValue(new BinanceSettings.Timer(20_000, new BinanceSettings.CountdownMs(120_000)));
  }

  @Test
  void shouldReadOkx() {
    String key = "key: k, secret: '${env:SECRET}', passphrase: '${env:PASS}', ";
    OkxSettings orders =
        settings(
            key
                + "testnet: true, symbols: [ETH-USDT-SWAP], tag: mm1, clientIdPrefix: q, deadMan: {"
                + " timeout: 30s, refresh: 5s }",
            OkxReader::settings);
    assertThat(orders.endpoint()).isEqualTo(at("www.okx.com", ""));
    assertThat(orders.passphrase().revealText()).isEqualTo("word");
    assertThat(orders.demo()).isTrue();
    assertThat(orders.orders())
        .hasValue(new OkxSettings.Reach(Symbols.of(List.of("ETH-USDT-SWAP")), "mm1", "q", false));
    assertThat(orders.families()).isEmpty();
    assertThat(orders.deadMan())
        .hasValue(new OkxSettings.Timer(5_000, new OkxSettings.TimeOutSeconds(30), "mm1"));
    OkxSettings options =
        settings(key + "families: [BTC-USD, ETH-USD], lock: 500ms", OkxReader::settings);
    assertThat(options.orders()).isEmpty();
    assertThat(options.families())
        .containsExactly(
            new OkxSettings.Family("BTC-USD", 500), new OkxSettings.Family("ETH-USD", 500));
  }

  @Test
  void shouldReadBybit() {
    BybitSettings settings =
        settings(
            "key: k, secret: '${env:SECRET}', category: inverse, symbols: [BTCUSD], baseCoins:"
                + " [ETH], settleCoins: [BTC], deadMan: { timeout: 20s }",
            BybitReader::settings);
    assertThat(settings.endpoint()).isEqualTo(at("api.bybit.com", ""));
    assertThat(settings.cancels())
        .containsExactly(
            new BybitSettings.Orders(
                BybitSettings.Category.INVERSE, BybitSettings.By.SYMBOL, "BTCUSD"),
            new BybitSettings.Orders(
                BybitSettings.Category.INVERSE, BybitSettings.By.BASE_COIN, "ETH"),
            new BybitSettings.Orders(
                BybitSettings.Category.INVERSE, BybitSettings.By.SETTLE_COIN, "BTC"));
    assertThat(settings.deadMan())
        .hasValue(
            new BybitSettings.Disconnect(
                at("stream.bybit.com", "/v5/private"),
                BybitSettings.Product.DERIVATIVES,
                new BybitSettings.WindowSeconds(10)));
  }
}
