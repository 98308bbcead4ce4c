package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.journal.recording.RecordingSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RecordingsReaderTest {
  private static final Path FOLDER = Path.of("/cfg");
  private static final String REST =
      """
      chains: [ { id: eth, preset: ethereum } ]
      nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
      markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
      """;

  private static Reading read(String first) {
    byte[] text = (first + "\n" + REST).getBytes(StandardCharsets.UTF_8);
    return ConfigReader.read("t.yaml", FOLDER, text, name -> Optional.empty());
  }

  private static Optional<RecordingSettings> recordings(String first) {
    return read(first).configuration().orElseThrow().recordings();
  }

  @Test
  void shouldRecordNothingUnlessAsked() {
    assertThat(recordings("")).isEmpty();
  }

  @Test
  void shouldTakeDefaults() {
    assertThat(recordings("recordings: {}"))
        .hasValue(
            new RecordingSettings(
                Path.of("/cfg/data/recordings"),
                TimeUnit.DAYS.toMillis(7),
                10L << 30,
                TimeUnit.HOURS.toMillis(1)));
  }

  @Test
  void shouldTakeWhatIsWritten() {
    String text = "data: d\nrecordings: { keep: 30d, maxBytes: 2TiB, rotate: 10m }";
    assertThat(recordings(text))
        .hasValue(
            new RecordingSettings(
                Path.of("/cfg/d/recordings"),
                TimeUnit.DAYS.toMillis(30),
                2L << 40,
                TimeUnit.MINUTES.toMillis(10)));
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(read("recordings: { keep: 1s, maxBytes: 10GB, rotate: 2d, kep: 1d }").problems())
        .extracting(Problem::toString)
        .anyMatch(line -> line.contains("recordings.keep") && line.contains("out of range"))
        .anyMatch(line -> line.contains("recordings.maxBytes") && line.contains("no size"))
        .anyMatch(line -> line.contains("recordings.rotate"))
        .anyMatch(line -> line.contains("recordings.kep") && line.contains("unknown key"));
    assertThat(read("recordings: { maxBytes: 1KiB }").problems().toString())
        .contains("1MiB to 1024TiB");
  }
}
