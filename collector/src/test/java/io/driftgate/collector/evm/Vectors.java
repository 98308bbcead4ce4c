package io.driftgate.collector.evm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Headers of mainnet blocks; where each is from stands beside them in {@code SOURCES.md}. */
final class Vectors {
  static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  static Stream<String> all() {
    return Stream.concat(older(), Stream.of("prague-22431084", "osaka-24476000"));
  }

  /** Those that end before the newest live fork's fields. */
  static Stream<String> older() {
    return Stream.of(
        "frontier-1",
        "homestead-1234567",
        "dao-fork-2000004",
        "spurious-dragon-2924874",
        "byzantium-4400000",
        "constantinople-7683549",
        "muir-glacier-9515350",
        "berlin-12964999",
        "london-12965000",
        "gray-glacier-15537393",
        "paris-15537394",
        "shanghai-17034870",
        "cancun-19426587");
  }

  static ObjectNode read(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/headers/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
