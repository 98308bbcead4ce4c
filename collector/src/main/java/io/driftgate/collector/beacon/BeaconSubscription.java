package io.driftgate.collector.beacon;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.Json;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.core.fact.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The events of one stream. No event names the head's parent, without which a head is none to the
 * core, and none says which chain it is of: each only says that polling would show something new,
 * and is trusted with nothing more.
 *
 * <p>{@code head} and {@code head_v2} may tell of one head twice, and {@code head_v2} may do so by
 * itself when the payload becomes known: what was told last is not told again.
 */
final class BeaconSubscription implements Subscription {
  private static final String HEX = "0x";
  private static final String OPTIMISTIC = "execution_optimistic";

  private Optional<Told> last = Optional.empty();
  private Optional<Checkpoint> lastFinalized = Optional.empty();

  /** What a poll would show. */
  private record Told(long slot, Hash block, boolean optimistic) {}

  /** An event stream is opened by its request. */
  @Override
  public String opening() {
    return "";
  }

  @Override
  public PushEvent opened() {
    return new PushEvent.Subscribed();
  }

  @Override
  public boolean pushesHeads() {
    return false;
  }

  /** Reads an event: its name, a line feed and its data. */
  @Override
  public PushEvent read(byte[] message) {
    try {
      return event(message);
    } catch (DefectException defect) {
      return new PushEvent.Broken(defect.toDefect());
    }
  }

  private PushEvent event(byte[] message) throws DefectException {
    int end = 0;
    while (end < message.length && message[end] != '\n') {
      end++;
    }
    String name = new String(message, 0, end, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(message, Math.min(end + 1, message.length), message.length);
    return switch (name) {
      case "head" -> head(fields(data), "block");
      case "head_v2" -> head(fields(data).object("data"), "block");
      case "chain_reorg" -> head(fields(data), "new_head_block");
      case "finalized_checkpoint" -> finalized(fields(data));
      default -> new PushEvent.Stray();
    };
  }

  private static Fields fields(byte[] data) throws DefectException {
    JsonNode tree = Json.tree(data);
    return Fields.of(tree, "the event");
  }

  private PushEvent head(Fields event, String block) throws DefectException {
    boolean optimistic = event.has(OPTIMISTIC) && event.flag(OPTIMISTIC);
    Told told = new Told(event.decimal("slot"), event.hash(block, HEX), optimistic);
    boolean known = last.isPresent() && last.get().equals(told);
    last = Optional.of(told);
    return known ? new PushEvent.Stray() : new PushEvent.Moved(told.slot());
  }

  private PushEvent finalized(Fields event) throws DefectException {
    Checkpoint told = new Checkpoint(event.decimal("epoch"), event.hash("block", HEX));
    boolean known = lastFinalized.isPresent() && lastFinalized.get().equals(told);
    lastFinalized = Optional.of(told);
    return known ? new PushEvent.Stray() : new PushEvent.Moved();
  }
}
