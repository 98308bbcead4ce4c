package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What {@code getBlocks} answers: which slots of a range have a confirmed block. */
final class ConfirmedSlots {
  private static final String NAME = "getBlocks";

  private ConfirmedSlots() {}

  /**
   * Asks for a range.
   *
   * @param to inclusive
   */
  static String question(long id, long from, long to) {
    return JsonRpc.request(id, NAME, "[" + from + "," + to + ",{\"commitment\":\"confirmed\"}]");
  }

  /** The newest first. They come in no order: the rooted ones, then a hash map's keys. */
  static List<Long> read(JsonNode answer, long from, long to) throws DefectException {
    JsonNode result = Answers.result(answer, NAME);
    if (!result.isArray() || result.size() > to - from + 1) {
      throw DefectException.malformed(NAME + " is not a list of slots of its range");
    }
    List<Long> slots = new ArrayList<>();
    for (JsonNode item : result) {
      long slot = Answers.slot(item, NAME);
      if (slot < from || slot > to) {
        throw DefectException.malformed(NAME + " names a slot outside of its range");
      }
      slots.add(slot);
    }
    slots.sort(Comparator.reverseOrder());
    return slots;
  }
}
