package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A block's header. Its hash is the Merkle root over its fourteen fields, each as protobuf; a
 * header does not carry it.
 */
final class Header {
  /** Block protocol 11 has been the one since Tendermint 0.34. */
  private static final long BLOCK_PROTOCOL = 11;

  private static final long MS_PER_SECOND = 1_000;
  private static final long NANOS_PER_MS = 1_000_000;

  private static final List<String> HASHES_BEFORE_APP =
      List.of(
          "last_commit_hash",
          "data_hash",
          "validators_hash",
          "next_validators_hash",
          "consensus_hash");
  private static final List<String> HASHES_AFTER_APP =
      List.of("last_results_hash", "evidence_hash", "proposer_address");
  private static final Set<String> NAMES =
      Set.of(
          "version",
          "chain_id",
          "height",
          "time",
          "last_block_id",
          "last_commit_hash",
          "data_hash",
          "validators_hash",
          "next_validators_hash",
          "consensus_hash",
          "app_hash",
          "last_results_hash",
          "evidence_hash",
          "proposer_address");
  private static final Set<String> VERSIONS = Set.of("block", "app");

  private final JsonNode json;
  private final Fields fields;
  private final String chainId;
  private final long height;
  private final Instant time;
  private final BlockId parent;
  private final byte[] appHash;

  private Header(JsonNode json, String chainId) throws DefectException {
    this.json = json;
    this.chainId = chainId;
    fields = Fields.of(json, "a header");
    checkChain(chainId, fields.text("chain_id"));
    height = fields.decimal("height");
    if (height == 0) {
      throw fields.wrong("height", "a height from 1 on");
    }
    time = Texts.time(fields, "time");
    parent = BlockId.read(fields.any("last_block_id"), "a header's last_block_id");
    appHash = Texts.bytes(fields, "app_hash");
  }

  /**
   * Reads what is compared between nodes; the rest is read when the hash is computed.
   *
   * @throws DefectException WRONG_CHAIN for another chain's header, else MALFORMED
   */
  static Header read(JsonNode json, String chainId) throws DefectException {
    return new Header(json, chainId);
  }

  /** Compares a chain's name with the configured one; neither the message nor we repeat theirs. */
  static void checkChain(String expected, String actual) throws DefectException {
    if (!actual.equals(expected)) {
      throw new DefectException(
          FailureKind.WRONG_CHAIN, "the node is on another chain than " + expected);
    }
  }

  static boolean holdsOnly(JsonNode object, Set<String> names) {
    for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
      if (!names.contains(each.next())) {
        return false;
      }
    }
    return true;
  }

  long height() {
    return height;
  }

  Hash parentHash() {
    return parent.hash();
  }

  /** The header as a head, under the hash that it goes by. */
  Head toHead(Hash hash) {
    long ms = time.getEpochSecond() * MS_PER_SECOND + time.getNano() / NANOS_PER_MS;
    return new Head(height, hash, parent.hash(), Texts.stateRoot(appHash), ms);
  }

  /** Whether its fields hash to what it goes by. */
  Verification verify(Hash claimed) throws DefectException {
    if (!isKnown()) {
      return Verification.UNKNOWN_FIELDS;
    }
    return hash().equals(claimed) ? Verification.VERIFIED : Verification.MISMATCH;
  }

  /**
   * Whether every field, and the version of the block protocol, is one that {@link #hash} knows.
   */
  boolean isKnown() throws DefectException {
    return holdsOnly(json, NAMES)
        && parent.isKnown()
        && holdsOnly(fields.any("version"), VERSIONS)
        && fields.object("version").decimal("block") == BLOCK_PROTOCOL;
  }

  /** The hash that its fields have. */
  Hash hash() throws DefectException {
    List<byte[]> leaves = new ArrayList<>(NAMES.size());
    leaves.add(version(fields.object("version")));
    leaves.add(new Wire().bytes(1, chainId.getBytes(StandardCharsets.UTF_8)).toBytes());
    leaves.add(new Wire().number(1, height).toBytes());
    leaves.add(new Wire().number(1, time.getEpochSecond()).number(2, time.getNano()).toBytes());
    leaves.add(parent.encoded());
    addAll(leaves, HASHES_BEFORE_APP);
    leaves.add(new Wire().bytes(1, appHash).toBytes());
    addAll(leaves, HASHES_AFTER_APP);
    return Merkle.root(leaves);
  }

  private void addAll(List<byte[]> leaves, List<String> names) throws DefectException {
    for (String name : names) {
      leaves.add(new Wire().bytes(1, Texts.bytes(fields, name)).toBytes());
    }
  }

  /** An application's version of 0 is left out. */
  private static byte[] version(Fields version) throws DefectException {
    long app = version.has("app") ? version.decimal("app") : 0;
    return new Wire().number(1, version.decimal("block")).number(2, app).toBytes();
  }
}
