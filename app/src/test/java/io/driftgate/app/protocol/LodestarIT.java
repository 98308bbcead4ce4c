package io.driftgate.app.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftgate.simulator.beacon.BeaconFleet;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the simulated beacon nodes say, read by the decoder of a real client. */
final class LodestarIT {
  private static final Path TOOLS = Path.of("..", "tools");
  private static final long SLOT_MS = 1_000;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldBeReadByLodestarsClient() throws Exception {
    assertThat(TOOLS.resolve("node_modules/@lodestar/api"))
        .as("npm install in tools/ brings it, and ./verify does that")
        .isDirectory();
    JsonNode read = read(start().nodes().get(0).toString());
    assertThat(read.path("chainId").asLong()).isEqualTo(31_337);
    assertThat(read.path("secondsPerSlot").asText()).isEqualTo("1");
    assertThat(read.path("version").asText()).startsWith("Lighthouse/");
    assertThat(read.path("genesisTime").asLong()).isPositive();
    assertThat(read.path("finalizedSlot").asLong())
        .isEqualTo(4 * read.path("finalizedEpoch").asLong())
        .isPositive();
    assertThat(read.path("justifiedEpoch").asLong())
        .isEqualTo(read.path("finalizedEpoch").asLong() + 1);
    assertThat(read.path("isSyncing")).isEqualTo(read.path("elOffline"));
    assertThat(read.path("isOptimistic").isBoolean()).isTrue();
    assertThat(read.path("optimistic").asBoolean(true)).isFalse();
    assertThat(read.path("slot").asLong()).isGreaterThan(read.path("finalizedSlot").asLong());
    assertThat(read.path("root").asText()).isNotEqualTo(read.path("parentRoot").asText());
    assertThat(read.path("eventSlot").asLong()).isGreaterThan(read.path("slot").asLong());
    assertThat(read.path("eventBlock").asText()).matches("0x[0-9a-f]{64}");
  }

  private BeaconFleet start() throws Exception {
    long wallMs = System.currentTimeMillis();
    long intoSecondMs = wallMs % SLOT_MS;
    ChainSpec spec = new ChainSpec(31_337, SLOT_MS, 4, 7, wallMs - intoSecondMs);
    FleetModel model =
        new FleetModel(spec, 1, List.of(new Stage("calm", 0, 3_600_000, "calm", Trouble.NONE)));
    return BeaconFleet.start(vertx, model, System.nanoTime() - intoSecondMs * NANOS_PER_MS)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static JsonNode read(String node) throws Exception {
    Path said = Files.createTempFile("beacon-reader", ".json");
    Path errors = Files.createTempFile("beacon-reader", ".txt");
    Process reader =
        new ProcessBuilder("node", "beacon-reader.mjs", node)
            .directory(TOOLS.toFile())
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = reader.waitFor(60, TimeUnit.SECONDS);
    reader.destroyForcibly();
    assertThat(ended && reader.exitValue() == 0).as(Files.readString(errors)).isTrue();
    JsonNode read = new ObjectMapper().readTree(Files.readString(said));
    Files.delete(said);
    Files.delete(errors);
    return read;
  }
}
