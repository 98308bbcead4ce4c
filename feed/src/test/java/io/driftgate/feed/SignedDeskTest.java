package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a desk that asked for signatures is sent, and what the others must not wait for. */
final class SignedDeskTest {
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
  private final AnnouncerStage stage = new AnnouncerStage("A", "B");
  private final AnnouncerStage.Seat signed = stage.first;

  private void assertSigned(String text) throws Exception {
    String[] lines = text.split("\n", 2);
    String[] parts = lines[0].split(":", 2);
    assertThat(parts[0]).isEqualTo(stage.key.kid());
    assertThat(parts[1]).matches("[A-Za-z0-9_-]{86}");
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(publicKey());
    check.update(lines[1].getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(Base64.getUrlDecoder().decode(parts[1]))).isTrue();
  }

  private PublicKey publicKey() throws Exception {
    byte[] raw = Base64.getDecoder().decode(stage.key.publicKey());
    byte[] x509 = new byte[X509_HEAD.length + raw.length];
    System.arraycopy(X509_HEAD, 0, x509, 0, X509_HEAD.length);
    System.arraycopy(raw, 0, x509, X509_HEAD.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
  }

  @Test
  void shouldSignSnapshotsTransitionsAndConfirmationsAndNothingElse() throws Exception {
    stage.passMs(AnnouncerStage.LEASE_MS);
    signed.say("{'op':'subscribe','signed':true}").say("{'op':'renew','nonce':'n'}");
    stage.gate.move("A", Quotes.OPEN);
    stage.gate.move("A", Quotes.WITHDRAW);
    stage.turnAll();
    signed.say("{'op':'ack','market':'A','version':2}");
    stage.announcer.heartbeat();
    stage.turnAll();
    assertThat(signed.types())
        .containsExactly(
            "{hello}", "snapshot", "lease", "transition", "transition", "confirmed", "heartbeat");
    for (int i : List.of(1, 3, 4, 5)) {
      assertSigned(signed.heard.get(i));
    }
    assertThat(signed.heard.get(2)).startsWith("{");
    assertThat(signed.heard.get(6)).startsWith("{");
  }

  @Test
  void shouldNotLetAGrantOrAHeartbeatOvertakeTheSigning() {
    signed.say("{'op':'subscribe','signed':true}");
    stage.gate.move("A", Quotes.OPEN);
    stage.announcer.heartbeat();
    signed.desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    AnnouncerStage.turn(stage.gateLoop);
    AnnouncerStage.turn(stage.deskLoop);
    assertThat(signed.types()).containsExactly("{hello}", "snapshot");
    stage.turnAll();
    assertThat(signed.types())
        .containsExactly("{hello}", "snapshot", "transition", "heartbeat", "lease");
  }

  @Test
  void shouldNotKeepUnsignedDesksWaiting() {
    signed.say("{'op':'subscribe','signed':true}");
    AnnouncerStage.Seat unsigned = stage.enter().say("{'op':'subscribe'}");
    stage.gate.move("A", Quotes.OPEN);
    AnnouncerStage.turn(stage.deskLoop);
    assertThat(unsigned.types()).containsExactly("{hello}", "snapshot", "transition");
    assertThat(unsigned.heard.get(2)).startsWith("{");
    assertThat(signed.types()).hasSize(2);
    stage.turnAll();
    assertThat(signed.heard.get(2)).endsWith("\n" + unsigned.heard.get(2));
  }

  @Test
  void shouldSignAFrameOnceForAll() {
    AnnouncerStage.Seat other = stage.enter();
    other.say("{'op':'subscribe','signed':true}");
    signed.say("{'op':'subscribe','signed':true}");
    stage.gate.move("A", Quotes.OPEN);
    assertThat(stage.lane).hasSize(1);
    stage.turnAll();
    assertThat(signed.heard).isEqualTo(other.heard);
  }

  @Test
  void shouldSignNothingWhileNobodyAsks() {
    signed.say("{'op':'subscribe'}");
    stage.gate.move("A", Quotes.OPEN);
    stage.announcer.heartbeat();
    assertThat(stage.lane).isEmpty();
  }

  @Test
  void shouldJudgeAgainWhenAGrantWaitedTooLongForSignatures() {
    signed.say("{'op':'subscribe','signed':true}");
    signed.desk.onText("{\"op\":\"renew\",\"nonce\":\"n\"}");
    AnnouncerStage.turn(stage.gateLoop);
    stage.nanos += AnnouncerStage.LEASE_MS * 1_000_000 / 4 + 1;
    stage.gate.atNextJudgement(() -> stage.gate.move("A", Quotes.OPEN));
    stage.turnAll();
    assertThat(signed.types()).containsExactly("{hello}", "snapshot", "transition", "lease");
  }

  @Test
  void shouldResumeWithSignedTransitions() throws Exception {
    stage.gate.move("A", Quotes.OPEN);
    stage.gate.move("B", Quotes.OPEN);
    signed.say("{'op':'subscribe','markets':['B'],'signed':true,'since':{'epoch':7,'seq':0}}");
    assertThat(signed.types()).containsExactly("{hello}", "transition");
    assertSigned(signed.heard.get(1));
  }

  @Test
  void shouldNotSignMoreThanASnapshotWouldTakeForOneDesk() {
    signed.say("{'op':'subscribe','signed':true}");
    for (int i = 0; i < 251; i++) {
      stage.gate.move("A", i % 2 == 0 ? Quotes.OPEN : Quotes.WIDEN);
    }
    stage.turnAll();
    String since = "{'op':'subscribe','signed':true,'since':{'epoch':7,'seq':%d}}";
    assertThat(stage.enter().say(since.formatted(0)).types())
        .containsExactly("{hello}", "snapshot");
    assertThat(stage.enter().say(since.formatted(1)).types()).hasSize(251);
  }

  @Test
  void shouldLetADeskChooseOnce() {
    signed.say("{'op':'subscribe','signed':true}").say("{'op':'subscribe'}");
    assertThat(signed.last("error")).contains("unsupported", "connect anew");
    stage.gate.move("A", Quotes.OPEN);
    stage.turnAll();
    assertThat(signed.last("transition")).startsWith(stage.key.kid());
  }

  @Test
  void shouldSayFarewellBehindTheLastSignature() throws Exception {
    signed.say("{'op':'subscribe','signed':true}");
    AnnouncerStage.Seat unsigned = stage.enter().say("{'op':'subscribe'}");
    stage.gate.move("A", Quotes.OPEN);
    stage.announcer.farewell(() -> {});
    AnnouncerStage.turn(stage.deskLoop);
    assertThat(unsigned.types())
        .containsExactly("{hello}", "snapshot", "transition", "snapshot", "closed 1012");
    stage.turnAll();
    assertThat(signed.types()).isEqualTo(unsigned.types());
    assertSigned(signed.heard.get(3));
  }

  @Test
  void shouldCloseSignedDesksRatherThanLoseAFrameWhenTooMuchWaits() {
    signed.say("{'op':'subscribe','signed':true}");
    AnnouncerStage.Seat unsigned = stage.enter().say("{'op':'subscribe'}");
    stage.laneRoom = 2;
    for (int i = 0; i < 3; i++) {
      stage.gate.move("A", i % 2 == 0 ? Quotes.OPEN : Quotes.WIDEN);
    }
    stage.turnAll();
    assertThat(signed.types()).containsExactly("{hello}", "snapshot", "closed 4409");
    assertThat(unsigned.types().stream().filter("transition"::equals)).hasSize(3);
  }
}
