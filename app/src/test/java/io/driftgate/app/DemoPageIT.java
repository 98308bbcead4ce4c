package io.driftgate.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newcomer sees: the demo's tour on the page, in a real browser. Leaves its screenshots in
 * {@code target/screenshots}.
 */
final class DemoPageIT {
  private static final double PATIENCE_MS = 90_000;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private Path folder;

  private final List<String> complaints = new ArrayList<>();
  private Program demo;
  private Playwright playwright;
  private Browser browser;
  private Page page;

  @BeforeEach
  void openThePage() throws Exception {
    demo = Program.start(folder, "demo", "--port", "0");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(chromium());
    page =
        browser.newPage(
            new Browser.NewPageOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(ColorScheme.DARK));
    page.onPageError(complaints::add);
    page.navigate(demo.page());
  }

  private static BrowserType.LaunchOptions chromium() {
    List<String> flags = new ArrayList<>(List.of("--disable-background-networking"));
    if ("root".equals(System.getProperty("user.name"))) {
      flags.add("--no-sandbox");
    }
    return new BrowserType.LaunchOptions()
        .setExecutablePath(
            Path.of(System.getenv().getOrDefault("DRIFTGATE_CHROMIUM", "/usr/bin/chromium")))
        .setArgs(flags);
  }

  @AfterEach
  void closeAll() throws Exception {
    browser.close();
    playwright.close();
    demo.kill();
  }

  @Test
  @DisplayName(
      "scenarios.md row 9: the gate process is stopped with SIGSTOP (desks; no venues yet)")
  void shouldShowTheTourAndWithdrawByItselfWhenTheGateStandsStill() throws Exception {
    awaitQuotes("ETH-PERP", "OPEN");
    awaitQuotes("ETH-OPTIONS", "OPEN");
    assertThat(page.locator("[data-node='sim-1']")).containsText("IN SYNC");
    screenshot("demo-open");

    awaitQuotes("ETH-OPTIONS", "WITHDRAW");
    assertThat(tile("ETH-OPTIONS").locator(".reasons li").first()).containsText("behind");
    assertThat(tile("ETH-PERP").locator(".state")).containsText("OPEN");
    screenshot("demo-withdraw");

    demo.signal("STOP");
    assertThat(page.locator("#banner"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
    awaitQuotes("ETH-PERP", "WITHDRAW");
    assertThat(tile("ETH-PERP")).containsText("no lease");
    screenshot("demo-no-lease");

    demo.signal("CONT");
    awaitQuotes("ETH-PERP", "OPEN");
    assertThat(complaints).isEmpty();
  }

  private Locator tile(String market) {
    return page.locator("[data-market='" + market + "']");
  }

  private void awaitQuotes(String market, String quotes) {
    assertThat(tile(market).locator(".state"))
        .hasText(
            Pattern.compile("^\\s*" + quotes + "\\s*$"),
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
  }

  private void screenshot(String name) throws Exception {
    Files.createDirectories(SCREENSHOTS);
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
