package io.driftgate.collector.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Promises;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An event stream in whatever chunks the network makes of it. */
final class EventParserFuzzTest {
  private static final int CAP = 200;
  private static final int SPLITS = 4;

  /** What became of a stream. */
  private record Outcome(List<String> events, boolean fits) {}

  @FuzzTest(maxDuration = "10m")
  void chunks(byte[] stream) {
    Outcome whole = read(stream, stream.length);
    Promises.require(read(stream, stream.length).equals(whole), "the same bytes read differently");
    Promises.require(read(stream, 1).equals(whole), "byte by byte it is another stream");
    Random chance = new Random(Arrays.hashCode(stream));
    for (int i = 0; i < SPLITS; i++) {
      Promises.require(
          read(stream, 1 + chance.nextInt(stream.length + 1)).equals(whole),
          "in chunks it is another stream");
    }
    whole.events().forEach(EventParserFuzzTest::check);
  }

  private static Outcome read(byte[] stream, int chunk) {
    List<String> events = new ArrayList<>();
    EventParser parser = new EventParser(CAP, event -> events.add(event.toString("ISO-8859-1")));
    boolean fits = true;
    for (int from = 0; fits && from < stream.length; from += chunk) {
      fits = parser.read(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunk)));
    }
    return new Outcome(events, fits);
  }

  private static void check(String event) {
    int name = event.indexOf('\n');
    Promises.require(name > 0, "an event without a name");
    Promises.require(event.length() - name - 1 <= CAP, "more data than the cap");
    Promises.require(event.indexOf('\r') < 0, "a line's end within an event's line");
  }
}
