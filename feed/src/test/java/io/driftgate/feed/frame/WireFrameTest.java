package io.driftgate.feed.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

final class WireFrameTest {
  private static ByteBuf wire(int payload) {
    return WireFrame.text(new byte[payload]).toBuffer(UnpooledByteBufAllocator.DEFAULT);
  }

  @Test
  void shouldCarryShortLengthsInOneByte() {
    ByteBuf frame = wire(125);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x81);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 125);
    assertThat(frame.readableBytes()).isEqualTo(125);
    frame.release();
  }

  @Test
  void shouldCarryLongerLengthsInTwoBytes() {
    ByteBuf frame = wire(65_535);
    assertThat(frame.skipBytes(1).readUnsignedByte()).isEqualTo((short) 126);
    assertThat(frame.readUnsignedShort()).isEqualTo(65_535);
    assertThat(frame.readableBytes()).isEqualTo(65_535);
    frame.release();
  }

  @Test
  void shouldCutWhatIsLongerThanClientsTake() {
    ByteBuf frame = wire(WireFrame.MAX_FRAGMENT + 3);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x01);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 127);
    assertThat(frame.readLong()).isEqualTo(WireFrame.MAX_FRAGMENT);
    frame.skipBytes(WireFrame.MAX_FRAGMENT);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x80);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 3);
    assertThat(frame.readableBytes()).isEqualTo(3);
    frame.release();
  }
}
