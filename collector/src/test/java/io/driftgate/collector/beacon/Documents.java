package io.driftgate.collector.beacon;

import io.driftgate.core.fact.Hash;
import java.nio.charset.StandardCharsets;

/** Answers and events in the shape in which beacon nodes give them. */
final class Documents {
  static final String CONTRACT =
      "{\"data\":{\"chain_id\":\"1\",\"address\":\"0x00000000219ab540356cbb839cbe05303d7705fa\"}}";
  static final String GENESIS =
      "{\"data\":{\"genesis_time\":\"1606824023\",\"genesis_validators_root\":\""
          + root(1)
          + "\",\"genesis_fork_version\":\"0x00000000\"}}";
  static final String SPEC =
      "{\"data\":{\"CONFIG_NAME\":\"mainnet\",\"SECONDS_PER_SLOT\":\"12\",\"SLOTS_PER_EPOCH\":\"32\","
          + "\"TERMINAL_BLOCK_HASH_ACTIVATION_EPOCH\":\"18446744073709551615\","
          + "\"BLOB_SCHEDULE\":[{\"EPOCH\":\"412672\",\"MAX_BLOBS_PER_BLOCK\":\"15\"}]}}";
  static final String VERSION = "{\"data\":{\"version\":\"Lighthouse/v8.0.0-1a2b3c4/x86_64\"}}";
  static final String SYNCED = syncing(false, false, false);

  private Documents() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String root(long seed) {
    return String.format("0x%064x", seed);
  }

  static String syncing(boolean syncing, boolean optimistic, boolean offline) {
    return "{\"data\":{\"is_syncing\":"
        + syncing
        + ",\"is_optimistic\":"
        + optimistic
        + ",\"el_offline\":"
        + offline
        + ",\"head_slot\":\"100\",\"sync_distance\":\"0\"}}";
  }

  static String checkpoints(long finalized, String finalRoot, long justified, String root) {
    return "{\"execution_optimistic\":false,\"finalized\":false,\"data\":{\"previous_justified\":"
        + checkpoint(finalized, finalRoot)
        + ",\"current_justified\":"
        + checkpoint(justified, root)
        + ",\"finalized\":"
        + checkpoint(finalized, finalRoot)
        + "}}";
  }

  private static String checkpoint(long epoch, String root) {
    return "{\"epoch\":\"" + epoch + "\",\"root\":\"" + root + "\"}";
  }

  /**
   * The block of a slot; its root is that of its fields, and its parent that of the slot before.
   */
  static String header(long slot) {
    return header(slot, sealed(slot).toString(), "");
  }

  static String header(long slot, String root, String more) {
    return "{\"execution_optimistic\":false,\"finalized\":false,\"data\":{\"root\":\""
        + root
        + "\",\"canonical\":true,\"header\":{\"message\":{\"slot\":\""
        + slot
        + "\",\"proposer_index\":\"7\",\"parent_root\":\""
        + root(slot)
        + "\",\"state_root\":\""
        + root(1_000 + slot)
        + "\",\"body_root\":\""
        + root(2_000 + slot)
        + "\""
        + more
        + "},\"signature\":\"0x"
        + "00".repeat(96)
        + "\"}}}";
  }

  static Hash sealed(long slot) {
    return HashTreeRoot.of(
        slot,
        7,
        Hash.parse(root(slot)),
        Hash.parse(root(1_000 + slot)),
        Hash.parse(root(2_000 + slot)));
  }
}
