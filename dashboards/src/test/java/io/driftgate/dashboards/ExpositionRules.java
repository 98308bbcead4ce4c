package io.driftgate.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scraper relies on, checked on the text itself. */
final class ExpositionRules {
  private static final Pattern SAMPLE = Pattern.compile("(driftgate_[a-z_]+)(\\{[^}]*\\})? (\\S+)");
  private static final Pattern LE = Pattern.compile(",?le=\"[^\"]+\"");

  private ExpositionRules() {}

  /** Every family typed and helped once, no sample twice, buckets cumulative up to the count. */
  static void check(String text) {
    Set<String> typed = new HashSet<>();
    Set<String> samples = new HashSet<>();
    Map<String, Double> buckets = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        assertThat(typed.add(line.split(" ", -1)[2])).as(line).isTrue();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(samples.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
        assertThat(typed).as(line).containsAnyOf(family(sample.group(1)), sample.group(1));
        checkBucket(sample, buckets);
      }
    }
    assertThat(samples).isNotEmpty();
  }

  private static void checkBucket(Matcher sample, Map<String, Double> buckets) {
    String labels = sample.group(2) == null ? "{}" : sample.group(2);
    String series = family(sample.group(1)) + LE.matcher(labels).replaceAll("");
    double value = Double.parseDouble(sample.group(3));
    if (sample.group(1).endsWith("_bucket")) {
      assertThat(value)
          .as(sample.group())
          .isGreaterThanOrEqualTo(buckets.getOrDefault(series, 0.0));
      buckets.put(series, value);
    } else if (sample.group(1).endsWith("_count")) {
      assertThat(buckets).as(sample.group()).containsEntry(series, value);
    }
  }

  private static String family(String name) {
    return name.replaceFirst("_(total|bucket|count|sum)$", "");
  }
}
