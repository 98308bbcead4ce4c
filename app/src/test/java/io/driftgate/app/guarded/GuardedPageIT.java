package io.driftgate.app.guarded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a gate with TLS, tokens and a signed feed, in a real browser that trusts the gate's
 * certificate and no other that is not public. Leaves its screenshots in {@code
 * target/screenshots}.
 */
final class GuardedPageIT {
  private static final double PATIENCE_MS = 60_000;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static GuardedGate gate;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private Page page;

  @BeforeAll
  static void start() throws Exception {
    gate = GuardedGate.start(folder);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> flags = new ArrayList<>();
    flags.add("--disable-background-networking");
    flags.add("--ignore-certificate-errors-spki-list=" + gate.certificate.publicKeyHash());
    if ("root".equals(System.getProperty("user.name"))) {
      flags.add("--no-sandbox");
    }
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        Path.of(
                            System.getenv()
                                .getOrDefault("DRIFTGATE_CHROMIUM", "/usr/bin/chromium")))
                    .setArgs(flags));
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    playwright.close();
    gate.close();
  }

  @BeforeEach
  void open() {
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900));
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onRequest((Request request) -> addresses.add(request.url()));
    page.onWebSocket((WebSocket socket) -> addresses.add(socket.url()));
    page.navigate(gate.page());
  }

  /** Of everything that any of them did: no token in an address, in the log or in storage. */
  @AfterEach
  void shouldHaveLeftNoTokenBehind() throws Exception {
    String kept =
        page.evaluate("() => JSON.stringify([{...localStorage}, document.cookie, location.href])")
            .toString();
    page.context().close();
    for (String token :
        List.of(
            GuardedGate.GOOD,
            GuardedGate.OF_ONE_MARKET,
            GuardedGate.OF_NO_MARKET,
            GuardedGate.WITHOUT_FEED,
            GuardedGate.WITHOUT_READ)) {
      assertThat(kept + addresses + complaints + gate.errors()).doesNotContain(token);
    }
    assertThat(complaints).allMatch(line -> line.contains("status of 40"));
  }

  @Test
  void shouldOpenItsMarketsOnceItHasAToken() {
    assertThat(form()).isVisible();
    assertThat(words()).hasText("This gate asks for a token.");
    assertThat(page.locator("#token")).isFocused();
    assertThat(page.locator("#banner")).containsText("Every market is WITHDRAW");
    screenshot("guarded-sign-in");

    page.keyboard().type(GuardedGate.GOOD);
    page.keyboard().press("Enter");

    awaitOpen("ETH-PERP");
    awaitOpen("SOL-PERP");
    assertThat(form()).isHidden();
    assertThat(page.locator("#markets")).isFocused();
    assertThat(page.locator("[data-node='sim-1']")).containsText("IN SYNC");
    assertThat(page.locator("#account")).containsText("signed in");
    assertThat(stored()).contains(GuardedGate.GOOD);
    screenshot("guarded-open");
  }

  @Test
  void shouldRememberItsTokenOverAReloadAndForgetItAtSignOut() {
    signIn(GuardedGate.GOOD);
    awaitOpen("ETH-PERP");
    page.reload();
    awaitOpen("ETH-PERP");

    page.locator("#account button").click();

    assertThat(words()).hasText("You are signed out.");
    assertThat(page.locator("[data-market]")).hasCount(0);
    assertThat(page.locator("[data-node]")).hasCount(0);
    assertThat(stored()).isEqualTo("{}");
    page.reload();
    assertThat(words()).hasText("This gate asks for a token.");
  }

  @Test
  void shouldSayThatATokenIsWrong() {
    signIn("not-a-token-of-this-gate");
    assertThat(words()).containsText("The gate does not know this token, or it has expired");
    assertThat(page.locator("#token")).hasValue("");
    assertThat(stored()).isEqualTo("{}");
    assertThat(page.locator("[data-market]")).hasCount(0);
    screenshot("guarded-wrong-token");

    signIn("   ");
    assertThat(words()).hasText("Enter a token.");
    signIn(GuardedGate.GOOD);
    awaitOpen("ETH-PERP");
  }

  @Test
  void shouldSayWhatATokenLacks() {
    signIn(GuardedGate.WITHOUT_FEED);
    assertThat(words()).containsText("the token lacks the scope feed");
    assertThat(page.locator("[data-market]")).hasCount(0);

    signIn(GuardedGate.WITHOUT_READ);
    awaitOpen("ETH-PERP");

    page.locator("#account button").click();
    signIn(GuardedGate.OF_NO_MARKET);
    assertThat(page.locator(".no-markets")).containsText("This token shows no market of this gate");

    page.locator("#account button").click();
    signIn(GuardedGate.OF_ONE_MARKET);
    awaitOpen("ETH-PERP");
    assertThat(page.locator("[data-market='SOL-PERP']")).hasCount(0);
  }

  @Test
  void shouldForgetATokenThatWasWithdrawnMeanwhile() {
    assertThat(form()).isVisible();
    page.evaluate("() => sessionStorage.setItem('driftgate.token', 'one-that-was-withdrawn')");
    page.reload();
    assertThat(words()).containsText("The gate does not know this token");
    assertThat(stored()).isEqualTo("{}");
  }

  @Test
  void shouldShowItsTokenToRestToo() throws Exception {
    List<Integer> answers = new CopyOnWriteArrayList<>();
    page.onResponse(
        response -> {
          if (response.url().endsWith("/v1/markets")) {
            answers.add(response.status());
          }
        });
    gate.hold("ETH-PERP", true);
    try {
      signIn(GuardedGate.GOOD);
      awaitQuotes("ETH-PERP", "WIDEN");
      page.waitForCondition(() -> answers.contains(200));

      page.locator("#account button").click();
      signIn(GuardedGate.WITHOUT_READ);
      awaitQuotes("ETH-PERP", "WIDEN");
      assertThat(page.locator("#account")).containsText("without the scope read");

      page.locator("#account button").click();
      page.route("**/v1/markets", route -> route.fulfill(new FulfillOptions().setStatus(401)));
      signIn(GuardedGate.GOOD);
      assertThat(words()).containsText("The gate does not know this token");
      assertThat(page.locator("[data-market]")).hasCount(0);
    } finally {
      gate.hold("ETH-PERP", false);
    }
    assertThat(answers).contains(403).containsOnly(200, 403, 401);
  }

  @Test
  void shouldAskForSignaturesAndCheckThem() {
    List<String> received = new CopyOnWriteArrayList<>();
    page.onWebSocket(socket -> socket.onFrameReceived(frame -> received.add(frame.text())));
    signIn(GuardedGate.GOOD);
    awaitOpen("ETH-PERP");
    assertThat(page.locator("#connection")).containsText("signatures checked");
    assertThat(received).anyMatch(frame -> frame.startsWith(gate.kid + ":"));
  }

  @Test
  void shouldTakeNothingWhoseSignatureIsWrong() {
    page.routeWebSocket(
        "**/v1/feed",
        route -> {
          WebSocketRoute server = route.connectToServer();
          server.onMessage(
              frame -> route.send(frame.text().replace("\"SOL-PERP\"", "\"XOL-PERP\"")));
        });
    page.reload();
    signIn(GuardedGate.GOOD);
    assertThat(page.locator("#banner")).containsText("A frame's signature is wrong");
    assertThat(page.locator("[data-market]")).hasCount(0);
    assertThat(page.locator("body")).hasAttribute("data-leased", "false");
    screenshot("guarded-wrong-signature");
  }

  @Test
  void shouldSaySoWhereTheBrowserCantCheckSignatures() {
    page.addInitScript(
        "const whole = SubtleCrypto.prototype.importKey;"
            + "SubtleCrypto.prototype.importKey = function (form, key, kind, ...more) {"
            + "  return kind === 'Ed25519'"
            + "    ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))"
            + "    : whole.call(this, form, key, kind, ...more); };");
    page.reload();
    signIn(GuardedGate.GOOD);
    awaitOpen("ETH-PERP");
    assertThat(page.locator("#connection")).containsText("signatures not checked");
  }

  private Locator form() {
    return page.locator("#sign-in");
  }

  private Locator words() {
    return page.locator("#sign-in-words");
  }

  private void signIn(String token) {
    page.locator("#token").fill(token);
    page.locator("#sign-in button").click();
  }

  private String stored() {
    return page.evaluate("() => JSON.stringify({...sessionStorage})").toString();
  }

  private void awaitOpen(String market) {
    awaitQuotes(market, "OPEN");
  }

  private void awaitQuotes(String market, String quotes) {
    assertThat(page.locator("[data-market='" + market + "']"))
        .hasAttribute(
            "data-quotes",
            quotes,
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS));
  }

  private void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
