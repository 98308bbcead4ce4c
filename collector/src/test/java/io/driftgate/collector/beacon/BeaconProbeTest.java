package io.driftgate.collector.beacon;

import static io.driftgate.collector.beacon.Documents.CONTRACT;
import static io.driftgate.collector.beacon.Documents.GENESIS;
import static io.driftgate.collector.beacon.Documents.SPEC;
import static io.driftgate.collector.beacon.Documents.SYNCED;
import static io.driftgate.collector.beacon.Documents.VERSION;
import static io.driftgate.collector.beacon.Documents.bytes;
import static io.driftgate.collector.beacon.Documents.checkpoints;
import static io.driftgate.collector.beacon.Documents.header;
import static io.driftgate.collector.beacon.Documents.root;
import static io.driftgate.collector.beacon.Documents.sealed;
import static io.driftgate.collector.beacon.Documents.syncing;
import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.protocol.Defect;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BeaconProbeTest {
  private static final String HEAD = "/eth/v1/beacon/headers/head";
  private static final String FINALITY = "/eth/v1/beacon/states/head/finality_checkpoints";
  private static final String SYNCING = "/eth/v1/node/syncing";

  private final Map<String, String> node = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private BeaconProbe probe = new BeaconProbe(1, true);

  /** Finalized is epoch 1, whose first slot has no block; justified is epoch 2. */
  @BeforeEach
  void answerWell() {
    node.put("/eth/v1/config/deposit_contract", CONTRACT);
    node.put("/eth/v1/beacon/genesis", GENESIS);
    node.put("/eth/v1/config/spec", SPEC);
    node.put("/eth/v1/node/version", VERSION);
    node.put(FINALITY, checkpoints(1, sealed(31).toString(), 2, sealed(64).toString()));
    node.put(block(31), header(31));
    node.put(block(64), header(64));
    node.put(SYNCING, SYNCED);
    node.put(HEAD, header(100));
  }

  @Test
  void shouldAskWhoAnswersThenFinalityAndTheHeadLast() {
    NodeWords words = said(true);
    assertThat(asked)
        .containsExactly(
            "/eth/v1/config/deposit_contract",
            "/eth/v1/beacon/genesis",
            "/eth/v1/config/spec",
            "/eth/v1/node/version",
            FINALITY,
            block(31),
            block(64),
            SYNCING,
            HEAD);
    assertThat(words.head())
        .isEqualTo(
            new Head(
                100,
                sealed(100),
                Hash.parse(root(100)),
                Hash.parse(root(1_100)),
                1_606_824_023_000L + 100 * 12_000));
    assertThat(words.finality())
        .isEqualTo(
            Finality.of(
                new BlockRef(64, sealed(64)),
                new BlockRef(31, sealed(31)),
                1_606_824_023_000L + 31 * 12_000));
    assertThat(words.flags()).isEmpty();
    assertThat(words.verification()).isEqualTo(Verification.VERIFIED);
    assertThat(words.family()).contains("lighthouse");
  }

  @Test
  void shouldAskForACheckpointsBlockOnce() {
    said(true);
    asked.clear();
    assertThat(said(false).finality().safe().height()).isEqualTo(64);
    assertThat(asked).containsExactly(FINALITY, SYNCING, HEAD);
    node.put(FINALITY, checkpoints(2, sealed(64).toString(), 3, sealed(96).toString()));
    node.put(block(96), header(96));
    asked.clear();
    assertThat(said(false).finality().finalized().height()).isEqualTo(64);
    assertThat(asked).containsExactly(FINALITY, block(96), SYNCING, HEAD);
  }

  @Test
  void shouldForgetWhatAnotherMachineSaid() {
    said(true);
    asked.clear();
    said(true);
    assertThat(asked).contains("/eth/v1/config/spec", block(31), block(64));
  }

  @Test
  void shouldIdentifyBeforeItSaysAnythingEvenIfToldNotTo() {
    said(false);
    assertThat(asked).startsWith("/eth/v1/config/deposit_contract");
  }

  @Test
  void shouldRefuseAnotherChainBeforeAnyHead() {
    probe = new BeaconProbe(17_000, true);
    assertThat(failed(true).kind()).isEqualTo(FailureKind.WRONG_CHAIN);
    assertThat(asked).containsExactly("/eth/v1/config/deposit_contract");
  }

  @Test
  void shouldPassOnWhatANodeSaysOfItself() {
    node.put(SYNCING, syncing(true, true, true));
    assertThat(said(true).flags())
        .containsExactlyInAnyOrder(NodeFlag.SYNCING, NodeFlag.OPTIMISTIC, NodeFlag.EL_OFFLINE);
    node.put(SYNCING, SYNCED);
    node.put(HEAD, header(100).replaceFirst("optimistic\":false", "optimistic\":true"));
    assertThat(said(false).flags()).containsExactly(NodeFlag.OPTIMISTIC);
  }

  @Test
  void shouldKnowNoFinalityBeforeThereIsAny() {
    node.put(FINALITY, checkpoints(0, root(0), 0, root(0)));
    assertThat(said(true).finality()).isEqualTo(Finality.of(BlockRef.NONE, BlockRef.NONE));
  }

  @Test
  void shouldCallOnlyGenesisNeverSynced() {
    node.put(FINALITY, checkpoints(0, root(0), 0, root(0)));
    node.put(HEAD, header(0));
    assertThat(said(true).head().height()).isZero();
    node.put(SYNCING, SYNCED.replace("distance\":\"0", "distance\":\"9"));
    assertThat(failed(false).kind()).isEqualTo(FailureKind.NEVER_SYNCED);
    node.put(HEAD, header(0, root(0), ""));
    assertThat(failed(true).kind()).isEqualTo(FailureKind.NEVER_SYNCED);
  }

  @Test
  void shouldTellAHeadThatIsNotItsHeaders() {
    node.put(HEAD, header(100, root(5), ""));
    assertThat(said(true).verification()).isEqualTo(Verification.MISMATCH);
    node.put(HEAD, header(100, root(5), ",\"builder_index\":\"3\""));
    assertThat(said(false).verification()).isEqualTo(Verification.UNKNOWN_FIELDS);
    probe = new BeaconProbe(1, false);
    assertThat(said(true).verification()).isEqualTo(Verification.OFF);
  }

  @Test
  void shouldLeaveFinalityUnknownWhereACheckpointsBlockIsDoubtful() {
    node.put(FINALITY, checkpoints(1, root(9), 2, sealed(64).toString()));
    node.put("/eth/v1/beacon/headers/" + root(9), header(31, root(9), ""));
    assertThat(said(true).finality()).isEqualTo(Finality.of(BlockRef.NONE, BlockRef.NONE));
    assertThat(said(false).finality().finalized()).isEqualTo(BlockRef.NONE);
  }

  @Test
  void shouldWantFinalizedJustifiedAndHeadInOrder() {
    node.put(FINALITY, checkpoints(3, sealed(31).toString(), 2, sealed(64).toString()));
    assertMalformed();
    node.put(FINALITY, checkpoints(1, sealed(31).toString(), 0, root(0)));
    assertMalformed();
    node.put(FINALITY, checkpoints(2, sealed(64).toString(), 2, sealed(31).toString()));
    assertMalformed();
    answerWell();
    node.put(HEAD, header(63));
    assertMalformed();
    node.put(HEAD, header(64, root(5), ""));
    assertMalformed();
  }

  @Test
  void shouldWantACheckpointsBlockByItsEpoch() {
    node.put(FINALITY, checkpoints(1, sealed(33).toString(), 2, sealed(64).toString()));
    node.put(block(33), header(33));
    assertMalformed();
    node.put(block(33), header(31));
    assertMalformed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3601", "-1", "12.0", "", "99999999999999999999"})
  void shouldWantASlotOfSomeLength(String seconds) {
    node.put("/eth/v1/config/spec", SPEC.replace("\"12\"", "\"" + seconds + "\""));
    assertMalformed();
  }

  @Test
  void shouldReadSlotsShorterThanASecondAndRefuseTwoLengths() {
    String ms = SPEC.replace("\"SECONDS_PER_SLOT\":\"12\"", "\"SLOT_DURATION_MS\":\"400\"");
    node.put("/eth/v1/config/spec", ms);
    assertThat(said(true).head().timestampMs()).isEqualTo(1_606_824_023_000L + 40_000);
    node.put(
        "/eth/v1/config/spec", SPEC.replace("{\"CONFIG", "{\"SLOT_DURATION_MS\":\"6000\",\"C"));
    assertMalformed();
    node.put("/eth/v1/config/spec", SPEC.replace("{\"CON", "{\"SLOT_DURATION_MS\":\"12000\",\"C"));
    said(true);
  }

  @Test
  void shouldCallASlotBeyondAllTimeMalformed() {
    node.put(HEAD, header(999_999_999_999_999_999L));
    assertMalformed();
  }

  @Test
  void shouldFetchAHeaderByItsRoot() {
    assertThat(probe.askHeader(new BlockRef(50, sealed(50)))).isEmpty();
    said(true);
    assertThat(probe.askHeader(new BlockRef(50, sealed(50)))).contains(Request.get(block(50)));
    Probe.HeaderStep found = probe.readHeader(bytes(header(50)));
    assertThat(((Probe.HeaderStep.Found) found).head().hash()).isEqualTo(sealed(50));
    assertThat(probe.readHeader(bytes(header(51)))).isInstanceOf(Probe.HeaderStep.Failed.class);
    assertThat(probe.readHeader(bytes("[]"))).isInstanceOf(Probe.HeaderStep.Failed.class);
    assertThat(probe.readHeader(bytes(header(52, sealed(50).toString(), ""))))
        .isEqualTo(
            new Probe.HeaderStep.Failed(
                new Defect(FailureKind.INVALID_HEADER, "a header that is not its root's")));
  }

  @Test
  void shouldTellFamiliesFromVersions() {
    assertThat(BeaconProbe.family("teku/v25.1.0/linux-x86_64/openjdk")).contains("teku");
    assertThat(BeaconProbe.family("Prysm/v6.0.0 (linux amd64)")).contains("prysm");
    assertThat(BeaconProbe.family("Nimbus/v25.2.0-ab/stateofus")).contains("nimbus");
    assertThat(BeaconProbe.family("/")).isEmpty();
  }

  private static String block(long slot) {
    return "/eth/v1/beacon/headers/" + sealed(slot);
  }

  private void assertMalformed() {
    assertThat(failed(true).kind()).isEqualTo(FailureKind.MALFORMED);
  }

  private NodeWords said(boolean identify) {
    Step end = poll(identify);
    assertThat(end).isInstanceOf(Step.Said.class);
    return ((Step.Said) end).words();
  }

  private Defect failed(boolean identify) {
    Step end = poll(identify);
    assertThat(end).isInstanceOf(Step.Failed.class);
    return ((Step.Failed) end).why();
  }

  private Step poll(boolean identify) {
    Request next = probe.begin(identify);
    while (true) {
      asked.add(next.target());
      assertThat(next.body()).isEmpty();
      Step step = probe.read(bytes(node.get(next.target())));
      if (!(step instanceof Step.Ask ask)) {
        return step;
      }
      next = ask.next();
    }
  }
}
