package io.driftgate.client.protocol;

import static io.driftgate.client.protocol.Stage.ETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  private final KeyPair pair = pair();
  private final FakeGate gate = new FakeGate(ETH);
  private final Stage stage =
      new Stage(1, List.of(new FrameReader(new GateKeys(Map.of("k1", raw(pair))))));

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String raw(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private static String signed(String kid, KeyPair by, String body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(by.getPrivate());
      signature.update(body.getBytes(StandardCharsets.UTF_8));
      return kid
          + ":"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign())
          + "\n"
          + body;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void open() {
    gate.move(ETH, "OPEN");
    stage.connect(0, gate);
    assertThat(stage.wire().sent.get(0)).contains("\"signed\":true");
    stage.hear(signed("k1", pair, gate.snapshot()));
    stage.hear(gate.lease(stage.wire().nonce()));
  }

  @Test
  void shouldBelieveWhatAPinnedKeySigned() {
    open();
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
    stage.hear(signed("k1", pair, gate.move(ETH, "WIDEN")));
    assertThat(stage.quotes()).isEqualTo(Quotes.WIDEN);
    stage.hear(signed("k1", pair, gate.confirmed(ETH)));
    assertThat(stage.confirmations).hasSize(1);
  }

  private void assertRefused(String frame) {
    open();
    stage.hear(frame);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.count(Counted.BAD_SIGNATURES)).isEqualTo(1);
    assertThat(stage.count(Counted.RESETS)).isEqualTo(1);
    assertThat(stage.wire().drops).hasSize(1);
  }

  @Test
  void shouldRefuseAnUnsignedFrame() {
    assertRefused(new FakeGate(ETH).move(ETH, "OPEN"));
  }

  @Test
  void shouldRefuseAnUnsignedConfirmation() {
    assertRefused(gate.confirmed(ETH));
  }

  @Test
  void shouldRefuseAnotherKey() {
    assertRefused(signed("k1", pair(), gate.snapshot()));
  }

  @Test
  void shouldRefuseAKeyThatIsNotPinned() {
    assertRefused(signed("k2", pair, gate.snapshot()));
  }

  @Test
  void shouldRefuseAChangedBody() {
    assertRefused(signed("k1", pair, gate.snapshot()).replace("\"sinceMs\":1", "\"sinceMs\":2"));
  }

  @Test
  void shouldRefuseAHeadThatIsNone() {
    assertRefused("k1:%%%\n" + gate.snapshot());
  }

  @Test
  void shouldTakeKeysAsPemToo() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    FrameReader reader = new FrameReader(new GateKeys(Map.of("k1", pem)));
    assertThat(reader.read(signed("k1", pair, gate.snapshot()))).isInstanceOf(Frame.Snapshot.class);
  }

  @Test
  void shouldNotTakeAnythingElseForAKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GateKeys(Map.of("k1", "c2hvcnQ=")))
        .withMessageContaining("k1");
  }
}
