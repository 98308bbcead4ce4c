package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.Json;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Subscription;
import java.util.OptionalLong;

/**
 * {@code slotSubscribe}: a slot has begun, which is a good moment to poll. No head is taken from
 * it, so that the chain need not be asked for first (the socket answers no such question).
 */
final class SolanaSubscription implements Subscription {
  private static final long ID = 1;
  private static final String SUBSCRIBE = "slotSubscribe";
  private static final String NOTIFICATION = "slotNotification";

  private OptionalLong subscription = OptionalLong.empty();
  private long highestSlot = -1;

  @Override
  public String opening() {
    return JsonRpc.request(ID, SUBSCRIBE, "[]");
  }

  @Override
  public boolean pushesHeads() {
    return false;
  }

  @Override
  public PushEvent read(byte[] message) {
    try {
      JsonNode tree = Json.tree(message);
      return tree.has("method")
          ? notification(Fields.of(tree, "a message"))
          : subscribed(JsonRpc.one(message, ID));
    } catch (DefectException defect) {
      return new PushEvent.Broken(defect.toDefect());
    }
  }

  private PushEvent subscribed(JsonNode answer) throws DefectException {
    if (subscription.isPresent()) {
      throw DefectException.malformed("a second answer to one request");
    }
    Answers.result(answer, SUBSCRIBE);
    subscription = OptionalLong.of(Fields.of(answer, SUBSCRIBE).number("result"));
    return new PushEvent.Subscribed();
  }

  /** One poll for each new slot: slots of other forks come again and lower. */
  private PushEvent notification(Fields message) throws DefectException {
    if (subscription.isEmpty() || !message.text("method").equals(NOTIFICATION)) {
      return new PushEvent.Stray();
    }
    Fields params = message.object("params");
    if (params.number("subscription") != subscription.getAsLong()) {
      return new PushEvent.Stray();
    }
    long slot = params.object("result").number("slot");
    if (slot <= highestSlot) {
      return new PushEvent.Stray();
    }
    highestSlot = slot;
    return new PushEvent.Moved(slot);
  }
}
