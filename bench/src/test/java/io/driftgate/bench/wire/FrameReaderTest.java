package io.driftgate.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
  private final FrameReader reader = new FrameReader();
  private final List<String> read = new ArrayList<>();

  private void take(ByteBuffer frame, int atOnce) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    for (int at = 0; at < bytes.length; at += atOnce) {
      reader.take(bytes, at, Math.min(atOnce, bytes.length - at));
      reader.drain(
          (opcode, in, from, length) ->
              read.add(opcode + ":" + new String(in, from, length, StandardCharsets.UTF_8)));
    }
  }

  @Test
  void shouldCutFramesThatComeByteByByte() {
    String longer = "x".repeat(300);

    take(WsFrames.serverText("short"), 1);
    take(WsFrames.serverText(longer), 1);

    assertThat(read).containsExactly("1:short", "1:" + longer);
  }

  @Test
  void shouldCutFramesThatComeTogether() {
    ByteBuffer both = ByteBuffer.allocate(100);
    both.put(WsFrames.serverText("one")).put(WsFrames.serverText("two")).flip();

    take(both, 100);

    assertThat(read).containsExactly("1:one", "1:two");
  }

  @Test
  void shouldUnmaskWhatClientsSend() {
    byte[] hi = {(byte) 0x81, (byte) 0x82, 1, 2, 3, 4, 'h' ^ 1, 'i' ^ 2};

    take(ByteBuffer.wrap(hi), hi.length);
    take(WsFrames.clientText("zero mask"), 100);

    assertThat(read).containsExactly("1:hi", "1:zero mask");
  }

  @Test
  void shouldHoldFramesBeyondItsFirstCapacity() {
    String large = "y".repeat(60_000);

    take(WsFrames.serverText(large), 7_000);

    assertThat(read).containsExactly("1:" + large);
  }

  @Test
  void shouldAcceptAsTheStandardSays() {
    assertThat(WsFrames.accept("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }
}
