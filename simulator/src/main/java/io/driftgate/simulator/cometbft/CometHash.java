package io.driftgate.simulator.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of a header as JSON shows it: RFC 6962 over its fields as protobuf. On its own, not the
 * collector's, so that each checks the other.
 */
final class CometHash {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final List<String> DIGESTS =
      List.of(
          "last_commit_hash",
          "data_hash",
          "validators_hash",
          "next_validators_hash",
          "consensus_hash",
          "app_hash",
          "last_results_hash",
          "evidence_hash",
          "proposer_address");

  private CometHash() {}

  /** Upper-case hex digits. */
  static String of(JsonNode header) {
    List<byte[]> leaves = new ArrayList<>();
    leaves.add(join(number(1, header.at("/version/block")), number(2, header.at("/version/app"))));
    leaves.add(bytes(1, header.get("chain_id").textValue().getBytes(StandardCharsets.UTF_8)));
    leaves.add(number(1, header.get("height")));
    Instant time = Instant.parse(header.get("time").textValue());
    leaves.add(join(number(1, time.getEpochSecond()), number(2, time.getNano())));
    leaves.add(blockId(header.get("last_block_id")));
    DIGESTS.forEach(name -> leaves.add(bytes(1, digest(header.get(name)))));
    return HEX.formatHex(root(leaves));
  }

  private static byte[] blockId(JsonNode id) {
    JsonNode parts = id.get("parts");
    byte[] total = number(1, parts.get("total").longValue());
    byte[] inner = join(total, bytes(2, digest(parts.get("hash"))));
    return join(bytes(1, digest(id.get("hash"))), new byte[] {0x12, (byte) inner.length}, inner);
  }

  /** Level by level from the right: the left subtree of each node is full. */
  private static byte[] root(List<byte[]> leaves) {
    Deque<byte[]> roots = new ArrayDeque<>();
    for (int i = 0; i < leaves.size(); i++) {
      roots.push(sha256(new byte[] {0}, leaves.get(i)));
      for (int filled = i; (filled & 1) == 1; filled >>= 1) {
        fold(roots);
      }
    }
    while (roots.size() > 1) {
      fold(roots);
    }
    return roots.pop();
  }

  private static void fold(Deque<byte[]> roots) {
    byte[] right = roots.pop();
    roots.push(sha256(new byte[] {1}, roots.pop(), right));
  }

  private static byte[] digest(JsonNode hex) {
    return HEX.parseHex(hex.textValue());
  }

  private static byte[] number(int field, JsonNode text) {
    return number(field, Long.parseLong(text.textValue()));
  }

  private static byte[] number(int field, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (value != 0) {
      out.write(field << 3);
      long left = value;
      for (; left >= 0x80; left >>>= 7) {
        out.write((int) ((left & 0x7f) | 0x80));
      }
      out.write((int) left);
    }
    return out.toByteArray();
  }

  /** Shorter than 128 bytes, as everything in a simulated header is. */
  private static byte[] bytes(int field, byte[] value) {
    return value.length == 0
        ? value
        : join(new byte[] {(byte) (field << 3 | 2), (byte) value.length}, value);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(join(parts));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
