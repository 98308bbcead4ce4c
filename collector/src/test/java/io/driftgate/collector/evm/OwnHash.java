package io.driftgate.collector.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftgate.core.fact.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** A block's hash once more, by a tree of its JSON and an encoder that shares no line of ours. */
final class OwnHash {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NUMBERS =
      Set.of(
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas",
          "slotNumber");
  private static final List<String> ORDER =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "baseFeePerGas",
          "withdrawalsRoot",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash",
          "blockAccessListHash",
          "slotNumber");

  private OwnHash() {}

  /** Of the block in the answer with this id, in the first part of an input. */
  static Hash ofAnswer(byte[] input, long id) {
    for (JsonNode answer : tree(part(input, 0))) {
      if (answer.path("id").asLong() == id) {
        return of(answer.path("result"));
      }
    }
    throw new AssertionError("nobody answered");
  }

  /** Of the block that the last part of an input pushes. */
  static Hash ofLast(byte[] input) {
    int end = input.length - 1;
    while (end >= 0 && input[end] != 0x1e) {
      end--;
    }
    return of(tree(part(input, end + 1)).path("params").path("result"));
  }

  private static byte[] part(byte[] input, int from) {
    int end = from;
    while (end < input.length && input[end] != 0x1e) {
      end++;
    }
    return Arrays.copyOfRange(input, from, end);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Hash of(JsonNode block) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (String name : ORDER) {
      if (block.hasNonNull(name) || name.equals("difficulty")) {
        fields.writeBytes(item(name, block.path(name).asText("0x0").substring(2)));
      }
    }
    byte[] payload = fields.toByteArray();
    byte[] rlp = joined(lengthOf(payload.length, 0xc0), payload);
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(rlp, 0, rlp.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return Hash.of(hash);
  }

  private static byte[] item(String name, String hex) {
    byte[] bytes = NUMBERS.contains(name) ? big(new BigInteger(hex, 16)) : bytes(hex);
    return bytes.length == 1 && bytes[0] >= 0 ? bytes : joined(lengthOf(bytes.length, 0x80), bytes);
  }

  private static byte[] lengthOf(int length, int kind) {
    if (length < 56) {
      return new byte[] {(byte) (kind + length)};
    }
    byte[] size = big(BigInteger.valueOf(length));
    return joined(new byte[] {(byte) (kind + 55 + size.length)}, size);
  }

  private static byte[] big(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
