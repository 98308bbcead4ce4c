package io.driftgate.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.Verification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The farm is asked by the product's own probe: what it could not verify would measure nothing. */
final class FarmTest {
  private static final int NODES = 600;
  private static final int NODE = 301;
  private static final int CHAINS = 4;

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldAnswerEachPollWithTheNodesChainAndATrueHash(boolean oneHost)
      throws IOException, InterruptedException {
    NodeFarm.Kind kind = new NodeFarm.Kind(CHAINS, 12_000, 3, oneHost);
    try (NodeFarm farm = NodeFarm.open(kind, NODES)) {
      Watched chain = new Watched(Long.toString(FarmChain.chainId(NODE % CHAINS)), true);
      Probe probe = new EvmProtocol().probe(chain);
      Step.Said who = (Step.Said) ask(farm, probe, true);
      Step.Said heads = (Step.Said) ask(farm, probe, false);
      assertThat(who.words().family()).contains("geth");
      assertThat(heads.words().family()).isEmpty();
      assertThat(heads.words().verification()).isEqualTo(Verification.VERIFIED);
      assertThat(heads.words().finality().finalized().height())
          .isEqualTo(heads.words().head().height() - 64);
      FarmTally.Seen seen = farm.tally().take();
      assertThat(seen.polls()).isEqualTo(2);
      assertThat(seen.identities()).isEqualTo(1);
      assertThat(seen.gaps().getTotalCount()).isEqualTo(1);
    }
  }

  private Step ask(NodeFarm farm, Probe probe, boolean identify)
      throws IOException, InterruptedException {
    return probe.read(send(farm, probe.begin(identify)));
  }

  private byte[] send(NodeFarm farm, Request asked) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(farm.url(NODE)))
            .POST(HttpRequest.BodyPublishers.ofString(asked.body().orElseThrow()))
            .build();
    return client.send(request, BodyHandlers.ofByteArray()).body();
  }

  @Test
  void shouldHaveTheParentsOfItsBlocks() throws IOException, InterruptedException {
    NodeFarm.Kind kind = new NodeFarm.Kind(CHAINS, 12_000, 0, false);
    try (NodeFarm farm = NodeFarm.open(kind, NODES)) {
      Watched chain = new Watched(Long.toString(FarmChain.chainId(NODE % CHAINS)), true);
      Probe probe = new EvmProtocol().probe(chain);
      Step.Said said = (Step.Said) ask(farm, probe, false);
      Request parent = probe.askHeader(said.words().finality().finalized()).orElseThrow();
      assertThat(probe.readHeader(send(farm, parent))).isInstanceOf(Probe.HeaderStep.Found.class);
    }
  }
}
