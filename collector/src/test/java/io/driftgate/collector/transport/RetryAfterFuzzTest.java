package io.driftgate.collector.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Promises;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The header by which a server asks for a pause, as whatever a server may send. */
final class RetryAfterFuzzTest {
  private static final long[] CLOCKS = {0, 1_700_000_000_000L, Long.MAX_VALUE};
  private static final long MAX_NANOS = 600_000_000_000L;

  @FuzzTest(maxDuration = "10m")
  void header(byte[] bytes) {
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    for (long nowMs : CLOCKS) {
      OptionalLong pause = Promises.pure(() -> RetryAfter.nanos(header, nowMs));
      Promises.require(
          pause.isEmpty() || (pause.getAsLong() >= 0 && pause.getAsLong() <= MAX_NANOS),
          "a pause beyond its bounds");
    }
  }
}
