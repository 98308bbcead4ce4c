package io.driftgate.bench.fan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.bench.wire.WsFrames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameCutterTest {
  private final FrameCutter cutter = new FrameCutter();
  private final List<String> cut = new ArrayList<>();

  private void take(ByteBuffer bytes) {
    cutter.cut(
        bytes,
        (opcode, all, from, length) -> {
          byte[] text = new byte[length];
          all.get(from, text);
          cut.add(opcode + " " + new String(text, StandardCharsets.UTF_8));
        });
  }

  private static ByteBuffer bytes(String... texts) {
    ByteBuffer all = ByteBuffer.allocate(1 << 17);
    for (String text : texts) {
      all.put(WsFrames.serverText(text));
    }
    return all.flip();
  }

  @Test
  void shouldCutFramesOfAnyLength() {
    String two = "x".repeat(126);
    take(bytes("one", two, "y".repeat(125)));
    assertThat(cut).containsExactly("1 one", "1 " + two, "1 " + "y".repeat(125));
  }

  @Test
  void shouldCutTheSameHoweverTheBytesCome() {
    String longer = "z".repeat(300);
    ByteBuffer all = bytes("one", longer, "three");
    while (all.hasRemaining()) {
      take(ByteBuffer.wrap(new byte[] {all.get()}));
    }
    assertThat(cut).containsExactly("1 one", "1 " + longer, "1 three");
  }

  @Test
  void shouldRefuseWhatNoServerSends() {
    assertThatThrownBy(() -> take(WsFrames.clientText("masked")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKnowATransitionByItsStartAlone() {
    String frame = "{\"type\":\"transition\",\"seq\":1}";
    assertThat(isTransition(frame)).isTrue();
    assertThat(isTransition("MSG transitions 1 619\r\n" + frame)).isTrue();
    assertThat(isTransition("{\"type\":\"lease\"}")).isFalse();
    assertThat(isTransition("{\"type\":\"tra")).isFalse();
    assertThat(isTransition(" ".repeat(64) + frame)).isFalse();
  }

  private static boolean isTransition(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FanDesks.isTransition(ByteBuffer.wrap(bytes), 0, bytes.length);
  }
}
