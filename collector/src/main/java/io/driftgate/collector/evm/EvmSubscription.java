package io.driftgate.collector.evm;

import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Subscription;
import io.driftgate.core.fact.Head;
import java.util.Optional;

/**
 * The conversation on one WebSocket: the chain id, then {@code newHeads}, then heads. Fed with
 * messages in order, it says what each of them asks for. One per socket; not thread-safe.
 *
 * <p>Heads before the confirmation and of other subscriptions are {@code Stray}: nothing is taken
 * from a socket whose chain is not known.
 */
final class EvmSubscription implements Subscription {
  private static final long CHAIN_ID = 1;
  private static final long SUBSCRIBE = 2;
  private static final String NOTIFICATION = "eth_subscription";

  private final long chainId;
  private final HeaderCheck check;
  private boolean chainConfirmed;
  private Optional<String> subscription = Optional.empty();

  /** Expects this EVM chain id, and checks heads. */
  EvmSubscription(long chainId, HeaderCheck check) {
    this.chainId = chainId;
    this.check = check;
  }

  @Override
  public String opening() {
    return Question.CHAIN_ID.toJson(CHAIN_ID);
  }

  @Override
  public PushEvent read(byte[] message) {
    try {
      RpcMessage rpc = RpcReader.readOne(message, check.isOn());
      return rpc.method().isPresent() ? notification(rpc) : answer(rpc);
    } catch (DefectException defect) {
      return new PushEvent.Broken(defect.toDefect());
    }
  }

  private PushEvent answer(RpcMessage rpc) throws DefectException {
    if (rpc.id().isEmpty() && rpc.errorCode().isPresent()) {
      throw rpc.toException("a request");
    }
    if (!chainConfirmed && rpc.id().orElse(0) == CHAIN_ID) {
      EvmBatch.checkChain(chainId, rpc);
      chainConfirmed = true;
      return new PushEvent.Send(subscribe());
    }
    if (chainConfirmed && subscription.isEmpty() && rpc.id().orElse(0) == SUBSCRIBE) {
      return subscribed(rpc);
    }
    throw DefectException.malformed("an answer with an id that was not asked");
  }

  private PushEvent subscribed(RpcMessage rpc) throws DefectException {
    if (rpc.errorCode().isPresent()) {
      throw rpc.toException("eth_subscribe");
    }
    if (rpc.text().isEmpty()) {
      throw DefectException.malformed("a subscription without an id");
    }
    subscription = rpc.text();
    return new PushEvent.Subscribed();
  }

  private PushEvent notification(RpcMessage rpc) throws DefectException {
    boolean ours =
        rpc.method().get().equals(NOTIFICATION)
            && subscription.isPresent()
            && subscription.equals(rpc.subscription());
    if (!ours) {
      return new PushEvent.Stray();
    }
    if (rpc.block().isEmpty()) {
      throw DefectException.malformed("a new head that is not an object");
    }
    BlockFields block = rpc.block().get();
    Head head = block.toHead();
    return new PushEvent.NewHead(head, check.pushed(block.header(), head.hash()));
  }

  private static String subscribe() {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + SUBSCRIBE
        + ",\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
  }
}
