package io.driftgate.bench.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.bench.node.Blocks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Heads in a node's bytes. */
final class PushedHeadsTest {
  private static final String UPGRADE = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

  private static byte[] frame(long height) {
    ByteBuffer frame = Blocks.frame(height);
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  @Test
  void shouldFindAHeadInTheChunkThatEndsIt() {
    PushedHeads heads = new PushedHeads();
    byte[] upgrade = UPGRADE.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(heads.in(upgrade, upgrade.length)).isEmpty();
    byte[] bytes = frame(77);
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(heads.in(new byte[] {bytes[i]}, 1)).isEmpty();
    }
    assertThat(heads.in(new byte[] {bytes[bytes.length - 1]}, 1)).containsExactly(77L);
    assertThat(heads.in(frame(78), bytes.length)).containsExactly(78L);
  }

  @Test
  void shouldNotTakeALengthForABracket() {
    PushedHeads heads = new PushedHeads();
    byte[] bytes = frame(79);
    byte[] length = {(byte) 0x81, 126, '{', '{'};
    assertThat(heads.in(length, length.length)).isEmpty();
    assertThat(heads.in(bytes, bytes.length)).containsExactly(79L);
  }

  @Test
  void shouldPassOverAnswersToPolls() {
    PushedHeads heads = new PushedHeads();
    byte[] answer =
        ("HTTP/1.1 200 OK\r\n\r\n[{\"id\":1,\"result\":" + Blocks.json(80) + "}]")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(heads.in(answer, answer.length)).isEmpty();
  }
}
