package io.driftgate.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The live page in a real browser against a feed that can misbehave. */
final class PageIT {
  private static final JsonObject STALE =
      new JsonObject()
          .put("bound", "majors/head.staleness")
          .put("leg", "chain:ethereum")
          .put("metric", "head.staleness")
          .put("value", 2310.4)
          .put("threshold", 2000)
          .put("unit", "ms")
          .put("nodes", new JsonArray().add("geth-ldn-1"));
  private static final JsonObject NO_QUORUM =
      new JsonObject()
          .put("bound", "NO_QUORUM")
          .put("leg", "chain:ethereum")
          .put("metric", "condition")
          .put("nodes", new JsonArray());

  private static final JsonObject HOLDING =
      new JsonObject()
          .put("bound", "recovery.hold")
          .put("leg", "")
          .put("metric", "recovery")
          .put("value", 4100)
          .put("threshold", 10_000)
          .put("unit", "ms");

  private static Vertx vertx;
  private static Chromium chromium;

  private final List<String> errors = new ArrayList<>();
  private FakeFeed feed;
  private Page page;

  @BeforeAll
  static void launch() {
    vertx = Vertx.vertx();
    chromium = Chromium.start();
  }

  @AfterAll
  static void quit() {
    chromium.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void startFeed() {
    feed =
        FakeFeed.start(
            vertx,
            List.of(
                FakeMarket.open("ETH-PERP", false),
                FakeMarket.open("ETH-BTC-SPREAD", true),
                FakeMarket.open("ARB-PERP", false)));
  }

  @AfterEach
  void shouldHaveLeftNoErrorBehind() {
    page.context().close();
    feed.stop();
    assertThat(errors).isEmpty();
  }

  @Test
  void shouldShowOpenWhenAGrantMatches() {
    open(1440, 900, ColorScheme.DARK);
    feed.transition("ARB-PERP", Quotes.WIDEN, Liquidations.ENABLED, STALE);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    shows("ARB-PERP", Quotes.WIDEN, Liquidations.ENABLED);
    assertThat(page.locator("#banner")).isHidden();
    assertThat(page.locator("[data-node='reth-nyc-1']")).containsText("LAGGING");
    assertThat(page.locator("[data-chain='ethereum']")).containsText("71 blocks");
    assertThat(page.locator("#drift-plot canvas")).isVisible();
    assertThat(feed.received("renew")).isPositive();
    screenshot("open-desktop");
  }

  @Test
  void shouldShowWithdrawWithItsReasonAfterATransition() {
    open(1440, 900, ColorScheme.DARK);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    feed.transition("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED, STALE, NO_QUORUM);
    feed.transition("ARB-PERP", Quotes.WIDEN, Liquidations.ENABLED, STALE);
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED);
    assertThat(tile("ETH-PERP").locator(".reasons li").first())
        .hasText("head.staleness 2,310 ms > 2,000 ms on chain:ethereum");
    assertThat(page.locator("#log-lines li").last()).containsText("ETH-PERP OPEN → WITHDRAW");
    assertThat(page.locator("#announcements")).containsText("ARB-PERP: WIDEN");
    assertThat(page.locator("[data-node='reth-nyc-1']")).containsText("LAGGING");
    assertThat(feed.received("ack")).isEqualTo(2);
    screenshot("withdraw-desktop");
  }

  @Test
  void shouldOpenAgainAfterARelaxation() {
    open(1440, 900, ColorScheme.DARK);
    feed.transition("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED, NO_QUORUM);
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED);
    feed.transition("ETH-PERP", Quotes.WIDEN, Liquidations.ENABLED);
    shows("ETH-PERP", Quotes.WIDEN, Liquidations.ENABLED);
  }

  @Test
  void shouldSayWhatHoldsAMarketNowAndNotOnlyWhatClosedIt() {
    open(1440, 900, ColorScheme.DARK);
    feed.transition("ETH-PERP", Quotes.WITHDRAW, Liquidations.ENABLED, STALE);
    feed.reasonNow("ETH-PERP", HOLDING);
    assertThat(tile("ETH-PERP").locator(".reasons"))
        .hasText("bounds are clear; holding, 4,100 ms of 10,000 ms");
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
  }

  @Test
  void shouldSayWhyTheGateIsNotReady() {
    open(1440, 900, ColorScheme.DARK);
    feed.notReady("the journal cannot be written: the disk is full");
    assertThat(page.locator("#not-ready")).containsText("The journal cannot be written: the disk");
    feed.notReady("");
    assertThat(page.locator("#not-ready")).isHidden();
    errors.removeIf(error -> error.contains("503")); // the browser counts each such answer as one
  }

  @Test
  void shouldNotRelaxBeforeAGrantComes() {
    open(1440, 900, ColorScheme.DARK);
    feed.transition("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED, NO_QUORUM);
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED);
    feed.withholdGrants(true);
    watch("ETH-PERP");
    feed.transition("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    assertThat(page.locator("#log-lines li").first()).containsText("WITHDRAW → OPEN");
    assertThat(page.locator("#banner")).isVisible(); // the lease has run out meanwhile
    assertThat(tile("ETH-PERP").evaluate("tile => tile.changedAt ?? null")).isNull();
    feed.withholdGrants(false);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
  }

  @Test
  void shouldWithdrawEveryMarketWithinALeaseWhenTheGateFallsSilent() {
    open(1440, 900, ColorScheme.DARK);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    watch("ETH-PERP");
    feed.silence(true);
    long fromMs = System.currentTimeMillis();
    reaches("ETH-PERP", Quotes.WITHDRAW);
    assertThat(watchedMs("ETH-PERP") - fromMs).isBetween(600L, 5_000L);
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
    shows("ETH-BTC-SPREAD", Quotes.WITHDRAW, Liquidations.PAUSED);
    shows("ARB-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
    assertThat(tile("ETH-PERP"))
        .containsText(Pattern.compile("no lease: nothing heard from the gate for \\d"));
    assertThat(page.locator("#banner")).containsText("Every market is WITHDRAW");
    screenshot("no-lease-desktop");
    feed.silence(false);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
  }

  @Test
  @DisplayName("scenarios.md row 12: one delta is lost on the way to a desk")
  void shouldWithdrawOnAGapInVersionsUntilANewSnapshot() {
    open(1440, 900, ColorScheme.DARK);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    feed.withholdGrants(true);
    feed.forget("ARB-PERP", Quotes.WIDEN, Liquidations.ENABLED);
    watch("ETH-PERP");
    long fromMs = System.currentTimeMillis();
    feed.transition("ARB-PERP", Quotes.OPEN, Liquidations.ENABLED);
    reaches("ETH-PERP", Quotes.WITHDRAW);
    assertThat(watchedMs("ETH-PERP") - fromMs).isLessThan(400); // a lease would last longer
    assertThat(tile("ETH-PERP")).containsText("transition 6 of ARB-PERP doesn't follow our table");
    feed.withholdGrants(false);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    shows("ARB-PERP", Quotes.OPEN, Liquidations.ENABLED);
    assertThat(feed.received("subscribe")).isEqualTo(2);
  }

  @Test
  void shouldNotBeOpenedByAGrantOfAnotherView() {
    feed.grantAnotherView(true);
    open(1440, 900, ColorScheme.DARK);
    assertThat(tile("ETH-PERP")).containsText("the grant's view hash is not our table's");
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
    feed.grantAnotherView(false);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    feed.grantAnotherView(true);
    reaches("ETH-PERP", Quotes.WITHDRAW);
  }

  @Test
  void shouldFollowAGateThatStartsAgain() {
    open(1440, 900, ColorScheme.DARK);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    feed.restart();
    assertThat(page.locator(".gate-words")).containsText("start 8");
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
  }

  @Test
  void shouldTreatAnUnknownStateAsWithdraw() {
    open(1440, 900, ColorScheme.DARK);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    feed.transitionToAnotherWord("ETH-PERP", "HALT");
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
    assertThat(page.locator("#banner")).isHidden();
  }

  @Test
  void shouldFitAPhone() {
    open(390, 844, ColorScheme.DARK);
    feed.transition("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED, STALE, NO_QUORUM);
    shows("ETH-PERP", Quotes.WITHDRAW, Liquidations.PAUSED);
    assertThat(page.locator("[data-node='reth-nyc-1']")).containsText("LAGGING");
    Object overflow =
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).isNotPositive();
    screenshot("phone");
  }

  @Test
  void shouldBeLightWhereTheSystemIs() {
    open(1440, 900, ColorScheme.LIGHT);
    feed.transition("ARB-PERP", Quotes.WITHDRAW, Liquidations.ENABLED, NO_QUORUM);
    shows("ARB-PERP", Quotes.WITHDRAW, Liquidations.ENABLED);
    shows("ETH-PERP", Quotes.OPEN, Liquidations.ENABLED);
    assertThat(page.locator("[data-node='reth-nyc-1']")).containsText("LAGGING");
    screenshot("light-desktop");
  }

  private void open(int width, int height, ColorScheme scheme) {
    page =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme))
            .newPage();
    page.onConsoleMessage(this::note);
    page.onPageError(errors::add);
    page.navigate(feed.url());
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      errors.add(message.text());
    }
  }

  private Locator tile(String market) {
    return page.locator("[data-market='" + market + "']");
  }

  private void shows(String market, Quotes quotes, Liquidations liquidations) {
    assertThat(tile(market).locator(".state")).hasText(quotes.name());
    assertThat(tile(market).locator(".liquidations")).hasText(liquidations.name());
    assertThat(tile(market)).hasAttribute("data-quotes", quotes.name());
  }

  /** Notes in the page, on this machine's clock, when the tile changes next. */
  private void watch(String market) {
    tile(market)
        .evaluate(
            "tile => new MutationObserver(() => tile.changedAt ??= Date.now())"
                + ".observe(tile, {attributeFilter: ['data-quotes']})");
  }

  private long watchedMs(String market) {
    return ((Number) tile(market).evaluate("tile => tile.changedAt")).longValue();
  }

  /** Looks at every animation frame, unlike an assertion. */
  private void reaches(String market, Quotes quotes) {
    page.locator("[data-market='" + market + "'][data-quotes='" + quotes + "']").waitFor();
  }

  private void screenshot(String name) {
    Path target = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(target));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(target.resolveSibling(name + "-whole.png"))
            .setFullPage(true));
  }
}
