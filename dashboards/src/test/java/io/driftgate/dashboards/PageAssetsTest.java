package io.driftgate.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageAssetsTest {
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:.* from )?'([^']+)';", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
  private static final Pattern INLINE =
      Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:");

  private final List<PageAsset> assets = PageAssets.load();

  @Test
  void shouldServeEveryFileOfThePage() throws IOException, URISyntaxException {
    Path folder = Path.of(PageAssets.class.getResource(PageAssets.FOLDER).toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> "/page/" + folder.relativize(file).toString().replace('\\', '/'))
              .map(path -> path.equals("/page/index.html") ? "/" : path)
              .collect(Collectors.toSet());
      assertThat(paths()).containsAll(found);
    }
  }

  @Test
  void shouldImportOnlyWhatIsServed() {
    for (String name : PageAssets.SCRIPTS) {
      Matcher imports = IMPORT.matcher(text("/page/" + name));
      while (imports.find()) {
        String target = URI.create("/page/" + name).resolve(imports.group(1)).getPath();
        assertThat(paths()).as("imported by %s", name).contains(target);
      }
    }
  }

  @Test
  void shouldReferToOwnFilesOnlyAndHoldNothingInline() {
    String html = text("/");
    Matcher references = REFERENCE.matcher(html);
    while (references.find()) {
      assertThat(paths()).contains("/" + references.group(1));
    }
    assertThat(INLINE.matcher(html).find()).isFalse();
  }

  private Set<String> paths() {
    return assets.stream().map(PageAsset::path).collect(Collectors.toSet());
  }

  private String text(String path) {
    return assets.stream()
        .filter(asset -> asset.path().equals(path))
        .findFirst()
        .orElseThrow()
        .plain()
        .toString(StandardCharsets.UTF_8);
  }
}
