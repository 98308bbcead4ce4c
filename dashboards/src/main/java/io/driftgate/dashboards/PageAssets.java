package io.driftgate.dashboards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Every file of the page. Only what is listed is served, so that no path can lead elsewhere. */
final class PageAssets {
  static final String FOLDER = "/io/driftgate/dashboards/page/";

  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  /** Ours, by path under {@link #FOLDER}. */
  static final List<String> SCRIPTS =
      List.of(
          "main.js",
          "asker.js",
          "clock.js",
          "model.js",
          "session.js",
          "lib/driftgate.js",
          "view/announcer.js",
          "view/chains.js",
          "view/connection.js",
          "view/dom.js",
          "view/drift.js",
          "view/log.js",
          "view/markets.js",
          "view/nodes.js",
          "view/signin.js",
          "view/words.js");

  private PageAssets() {}

  /** Reads all of them: some ten milliseconds and 2 MB. */
  static List<PageAsset> load() {
    Stream<PageAsset> scripts =
        SCRIPTS.stream().map(name -> PageAsset.of("/page/" + name, JAVASCRIPT, FOLDER + name));
    return Stream.concat(Stream.concat(pages(), scripts), libraries()).toList();
  }

  private static Stream<PageAsset> pages() {
    return Stream.of(
        PageAsset.of("/", "text/html; charset=utf-8", FOLDER + "index.html"),
        PageAsset.of("/page/style.css", "text/css; charset=utf-8", FOLDER + "style.css"),
        PageAsset.of("/page/icon.svg", "image/svg+xml; charset=utf-8", FOLDER + "icon.svg"));
  }

  private static Stream<PageAsset> libraries() {
    return Stream.of(
        library("/page/lib/echarts.js", "org.webjars", "echarts", "echarts.esm.min.js"));
  }

  private static PageAsset library(String path, String group, String artifact, String file) {
    String version = version(group, artifact);
    String root = "/META-INF/resources/webjars/" + artifact + '/' + version + '/';
    return PageAsset.of(path, JAVASCRIPT, root + file);
  }

  /** A WebJar's files lie under its version, which the pom knows and this class need not. */
  private static String version(String group, String artifact) {
    byte[] text = PageAsset.read("/META-INF/maven/" + group + '/' + artifact + "/pom.properties");
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
