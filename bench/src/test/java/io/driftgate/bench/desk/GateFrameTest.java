package io.driftgate.bench.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.bench.desk.GateFrame.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class GateFrameTest {
  private static final String WITHDRAWAL =
      "{\"type\":\"transition\",\"epoch\":1,\"seq\":42,\"atMs\":1,\"leaseMs\":1000,\"market\":\"M\","
          + "\"version\":42,\"rowHash\":\"0x\",\"quotes\":{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"},"
          + "\"liquidations\":{\"from\":\"ENABLED\",\"to\":\"ENABLED\"},\"decisionNanos\":1234}";

  private static Kind kind(String frame) {
    byte[] bytes = bytes(frame);
    return GateFrame.kind(bytes, 3, bytes.length - 3);
  }

  /** As in a buffer: something stands before it. */
  private static byte[] bytes(String frame) {
    return ("abc" + frame).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldTellWithdrawalsFromOpenings() {
    String opening =
        WITHDRAWAL.replace(
            "{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"}", "{\"from\":\"WITHDRAW\",\"to\":\"OPEN\"}");

    assertThat(kind(WITHDRAWAL)).isEqualTo(Kind.TO_WITHDRAW);
    assertThat(kind(opening)).isEqualTo(Kind.TO_OPEN);
  }

  @Test
  void shouldIgnoreWhatIsNoTransition() {
    assertThat(kind(WITHDRAWAL.replace("transition", "heartbeat"))).isEqualTo(Kind.OTHER);
    assertThat(kind("{}")).isEqualTo(Kind.OTHER);
  }

  @Test
  void shouldReadSequenceAndDecisionTime() {
    byte[] bytes = bytes(WITHDRAWAL);

    assertThat(GateFrame.seq(bytes, 3, bytes.length - 3)).isEqualTo(42);
    assertThat(GateFrame.decisionNanos(bytes, 3, bytes.length - 3)).isEqualTo(1234);
    assertThat(GateFrame.decisionNanos(bytes, 3, 20)).isEqualTo(-1);
  }
}
