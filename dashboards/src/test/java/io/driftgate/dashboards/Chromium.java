package io.driftgate.dashboards;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's Chromium, driven by Playwright, which downloads none. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

  /**
   * Starts it.
   *
   * @throws IllegalStateException if there is none: {@code ./verify} installs it
   */
  static Chromium start() {
    Path binary = Path.of(System.getenv().getOrDefault("DRIFTGATE_CHROMIUM", "/usr/bin/chromium"));
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException("no Chromium at " + binary + "; set DRIFTGATE_CHROMIUM");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(binary).setArgs(flags());
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("--disable-background-networking"));
    if ("root".equals(System.getProperty("user.name"))) {
      flags.add("--no-sandbox");
    }
    return flags;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
