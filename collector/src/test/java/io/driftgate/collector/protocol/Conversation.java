package io.driftgate.collector.protocol;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a stranger, spoken to a protocol as a node would. One input holds several answers or
 * messages; between two of them stands a byte that no JSON has.
 *
 * @param chain as configured; its id may stand in messages
 */
public record Conversation(Protocol protocol, Watched chain) {
  /** ASCII's record separator. */
  private static final byte NEXT = 0x1e;

  /** What each answer leads to. The poll after one that failed asks who answers, as the first. */
  public List<Step> poll(byte[] input) {
    return poll(protocol.probe(chain), input);
  }

  private List<Step> poll(Probe probe, byte[] input) {
    List<Step> steps = new ArrayList<>();
    probe.begin(true);
    for (byte[] answer : parts(input)) {
      Step step = probe.read(answer);
      Promises.check(step, chain);
      steps.add(step);
      if (!(step instanceof Step.Ask)) {
        probe.begin(step instanceof Step.Failed);
      }
    }
    return steps;
  }

  /** The last part answers the question for a header, those before it belong to a poll. */
  public List<Probe.HeaderStep> header(BlockRef wanted, byte[] input) {
    Probe probe = protocol.probe(chain);
    List<byte[]> parts = parts(input);
    byte[] answer = parts.get(parts.size() - 1);
    poll(probe, Arrays.copyOf(input, Math.max(0, input.length - answer.length - 1)));
    if (probe.askHeader(wanted).isEmpty()) {
      return List.of();
    }
    Probe.HeaderStep step = probe.readHeader(answer);
    Promises.check(step, wanted, chain);
    return List.of(step);
  }

  /** What each message leads to, up to the one that ends the connection. */
  public List<PushEvent> push(byte[] input) {
    Subscription subscription = protocol.subscribe(chain);
    List<PushEvent> events = new ArrayList<>();
    for (byte[] message : parts(input)) {
      PushEvent event = subscription.read(message);
      Promises.check(event, chain);
      events.add(event);
      if (event instanceof PushEvent.Broken) {
        break;
      }
    }
    return events;
  }

  /** At least one, which may be empty. */
  private static List<byte[]> parts(byte[] input) {
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == NEXT) {
        parts.add(Arrays.copyOfRange(input, from, i));
        from = i + 1;
      }
    }
    return parts;
  }
}
