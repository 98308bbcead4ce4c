package io.driftgate.collector.evm;

import static io.driftgate.collector.evm.Answers.bytes;
import static io.driftgate.collector.evm.Answers.error;
import static io.driftgate.collector.evm.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.protocol.Probe.HeaderStep;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import org.junit.jupiter.api.Test;

final class EvmProbeTest {
  private static final String PRAGUE = "prague-22431084";
  private static final BlockRef WANTED =
      new BlockRef(22_431_084, Hash.parse(Vectors.read(PRAGUE).path("hash").textValue()));

  private final EvmProbe probe = new EvmProbe(1, true);
  private final EvmProbe trusting = new EvmProbe(1, false);

  @Test
  void shouldFetchAHeaderByItsHash() {
    assertThat(probe.askHeader(WANTED).orElseThrow().body().orElseThrow())
        .contains("\"eth_getBlockByHash\",\"params\":[\"" + WANTED.hash() + "\",false]");
    HeaderStep step = read(probe, Vectors.read(PRAGUE));
    assertThat(((HeaderStep.Found) step).head().height()).isEqualTo(WANTED.height());
    assertThat(probe.readHeader(bytes(result(1, "null")))).isEqualTo(new HeaderStep.Unknown());
    assertFailed(probe.readHeader(bytes(error(1, -32_601))), FailureKind.RPC_ERROR);
    assertFailed(probe.readHeader(bytes(result(2, "null"))), FailureKind.MALFORMED);
    assertFailed(read(probe, Vectors.read("osaka-24476000")), FailureKind.MALFORMED);
  }

  @Test
  void shouldTakeNoForgedHeader() {
    assertHiddenNowhere(forged());
  }

  @Test
  void shouldTakeNoHeaderThatAFieldHidesFromTheCheck() {
    assertHiddenNowhere(forged().put("frameRoot", "0x1"));
  }

  private void assertHiddenNowhere(ObjectNode forged) {
    probe.askHeader(WANTED);
    trusting.askHeader(WANTED);
    assertFailed(read(probe, forged), FailureKind.INVALID_HEADER);
    assertThat(read(trusting, forged)).isInstanceOf(HeaderStep.Found.class);
  }

  private static ObjectNode forged() {
    return Vectors.read(PRAGUE).put("parentHash", "0x" + "5a".repeat(32));
  }

  private static HeaderStep read(EvmProbe reader, ObjectNode block) {
    return reader.readHeader(bytes(result(1, block.toString())));
  }

  private static void assertFailed(HeaderStep step, FailureKind kind) {
    assertThat(step).isInstanceOf(HeaderStep.Failed.class);
    assertThat(((HeaderStep.Failed) step).why().kind()).isEqualTo(kind);
  }
}
