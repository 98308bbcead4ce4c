package io.driftgate.bench.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the monitor's own {@code /metrics} say at one moment, summed over nodes and chains.
 *
 * @param sums by metric; of those with states or kinds by metric and state
 * @param stalls how many calls on the gate loop came at most so late, by seconds
 */
record Scrape(Map<String, Double> sums, TreeMap<Double, Double> stalls) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String STALLS = "driftgate_gate_stall_seconds_bucket";
  private static final Pattern SAMPLE =
      Pattern.compile("driftgate_([a-z_]+)(?:\\{(.*)\\})? ([^ ]+)");
  private static final Pattern STATE = Pattern.compile("(?:state|kind|le)=\"([^\"]*)\"");

  /** Asks for them, as Prometheus does. */
  static Scrape of(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<Stream<String>> answer = CLIENT.send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("/metrics answered " + answer.statusCode());
      }
      return read(lines);
    }
  }

  static Scrape read(Stream<String> lines) {
    Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>());
    lines.filter(line -> line.startsWith("driftgate_")).forEach(scrape::add);
    return scrape;
  }

  private void add(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      return;
    }
    double value = Double.parseDouble(sample.group(3));
    Matcher state = STATE.matcher(sample.group(2) == null ? "" : sample.group(2));
    String bucket = state.find() ? state.group(1) : "";
    if (line.startsWith(STALLS)) {
      stalls.put(
          bucket.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket), value);
    } else if (!sample.group(1).endsWith("_bucket")) {
      sums.merge(sample.group(1) + (bucket.isEmpty() ? "" : ":" + bucket), value, Double::sum);
    }
  }

  /** A metric's sum; 0 if it is not there. */
  long sum(String metric) {
    return Math.round(sums.getOrDefault(metric, 0.0));
  }

  /** What was added to a metric since another scrape. */
  long added(String metric, Scrape since) {
    return sum(metric) - since.sum(metric);
  }

  /** A quantile of the stalls since another scrape: the bound of the bucket it lies in, in ms. */
  double stallMs(double share, Scrape since) {
    double all = stalls.get(Double.POSITIVE_INFINITY) - since.stalls.get(Double.POSITIVE_INFINITY);
    for (Map.Entry<Double, Double> bucket : stalls.entrySet()) {
      if (bucket.getValue() - since.stalls.get(bucket.getKey()) >= share * all) {
        return bucket.getKey() * 1_000;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
