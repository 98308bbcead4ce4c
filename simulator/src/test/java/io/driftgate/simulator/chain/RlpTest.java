package io.driftgate.simulator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the RLP specification. */
final class RlpTest {
  private static final byte[] EMPTY_LIST = Rlp.list(List.of());

  @Test
  void shouldEncodeStrings() {
    assertThat(hex(text("dog"))).isEqualTo("83646f67");
    assertThat(hex(text(""))).isEqualTo("80");
    assertThat(hex(Rlp.string(new byte[] {0}))).isEqualTo("00");
    assertThat(hex(Rlp.string(new byte[] {0x0f}))).isEqualTo("0f");
    assertThat(hex(Rlp.string(new byte[] {0x7f}))).isEqualTo("7f");
    assertThat(hex(Rlp.string(new byte[] {(byte) 0x80}))).isEqualTo("8180");
    assertThat(hex(Rlp.string(new byte[] {4, 0}))).isEqualTo("820400");
  }

  @Test
  void shouldEncodeLongStringsWithTheLengthOfTheirLength() {
    assertThat(hex(text("Lorem ipsum dolor sit amet, consectetur adipisicing elit")))
        .startsWith("b8384c6f72656d20")
        .hasSize(2 * 58);
    assertThat(hex(Rlp.string(new byte[55]))).startsWith("b700");
    assertThat(hex(Rlp.string(new byte[1024]))).startsWith("b9040000");
  }

  @Test
  void shouldEncodeLists() {
    assertThat(hex(Rlp.list(List.of(text("cat"), text("dog"))))).isEqualTo("c88363617483646f67");
    assertThat(hex(EMPTY_LIST)).isEqualTo("c0");
    byte[] one = Rlp.list(List.of(EMPTY_LIST));
    byte[] two = Rlp.list(List.of(EMPTY_LIST, one));
    assertThat(hex(Rlp.list(List.of(EMPTY_LIST, one, two)))).isEqualTo("c7c0c1c0c3c0c1c0");
  }

  @Test
  void shouldEncodeNumbersWithoutLeadingZeros() {
    assertThat(hex(Rlp.quantity(new byte[] {0}))).isEqualTo("80");
    assertThat(hex(Rlp.quantity(new byte[] {0, 0, 4, 0}))).isEqualTo("820400");
    assertThat(hex(Rlp.quantity(new byte[] {0, 7}))).isEqualTo("07");
  }

  private static byte[] text(String text) {
    return Rlp.string(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
