package io.driftgate.hooks.hyperliquid;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import java.io.IOException;
import java.util.List;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * What can be asked of {@code /exchange}, as JSON to send and as MessagePack to sign. Both have the
 * names in the same order: the venue packs what it has read and compares.
 */
sealed interface HyperliquidAction {
  /** Cancels orders; at least one. */
  record Cancel(List<Placed> orders) implements HyperliquidAction {
    public Cancel {
      orders = List.copyOf(orders);
    }
  }

  /**
   * An order's place.
   *
   * @param asset the instrument's number
   * @param oid the order's
   */
  record Placed(int asset, long oid) {}

  /** Cancels everything at a time to come, in place of an earlier such time. */
  record ScheduleCancel(TriggerTime time) implements HyperliquidAction {}

  /** Takes the scheduled time back. Nothing but {@link HyperliquidDeadMan#standDown} sends it. */
  record Unschedule() implements HyperliquidAction {}

  /** As it is sent. */
  default ObjectNode json() {
    if (this instanceof Cancel cancel) {
      ObjectNode json = Json.object().put("type", "cancel");
      ArrayNode cancels = json.putArray("cancels");
      cancel
          .orders()
          .forEach(order -> cancels.addObject().put("a", order.asset()).put("o", order.oid()));
      return json;
    }
    ObjectNode json = Json.object().put("type", "scheduleCancel");
    return this instanceof ScheduleCancel schedule ? json.put("time", schedule.time().ms()) : json;
  }

  /** As it is signed. */
  default byte[] packed() {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      if (this instanceof Cancel cancel) {
        packer.packMapHeader(2).packString("type").packString("cancel");
        packer.packString("cancels").packArrayHeader(cancel.orders().size());
        for (Placed order : cancel.orders()) {
          packer.packMapHeader(2).packString("a").packInt(order.asset());
          packer.packString("o").packLong(order.oid());
        }
      } else if (this instanceof ScheduleCancel schedule) {
        packer.packMapHeader(2).packString("type").packString("scheduleCancel");
        packer.packString("time").packLong(schedule.time().ms());
      } else {
        packer.packMapHeader(1).packString("type").packString("scheduleCancel");
      }
      return packer.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory does not fail", e);
    }
  }
}
