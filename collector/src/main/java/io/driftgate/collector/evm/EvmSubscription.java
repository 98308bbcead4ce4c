package io.driftgate.collector.evm;

import java.util.Optional;

/**
 * The conversation on one WebSocket: the chain id, then {@code newHeads}, then heads. Fed with
 * messages in order, it says what each of them asks for. One per socket; not thread-safe.
 *
 * <p>Heads before the confirmation and of other subscriptions are {@code Stray}: nothing is taken
 * from a socket whose chain is not known.
 */
public final class EvmSubscription {
  private static final long CHAIN_ID = 1;
  private static final long SUBSCRIBE = 2;
  private static final String NOTIFICATION = "eth_subscription";

  private final long chainId;
  private boolean chainConfirmed;
  private Optional<String> subscription = Optional.empty();

  /** Expects this EVM chain id. */
  public EvmSubscription(long chainId) {
    this.chainId = chainId;
  }

  /** To be sent when the socket is open. */
  public String opening() {
    return Question.CHAIN_ID.toJson(CHAIN_ID);
  }

  /** Reads one message. */
  public EvmEvent read(byte[] message) {
    try {
      RpcMessage rpc = RpcReader.readOne(message);
      return rpc.method().isPresent() ? notification(rpc) : answer(rpc);
    } catch (RpcException defect) {
      return new EvmEvent.Broken(defect.toFailure());
    }
  }

  private EvmEvent answer(RpcMessage rpc) throws RpcException {
    if (rpc.id().isEmpty() && rpc.errorCode().isPresent()) {
      throw rpc.toException("a request");
    }
    if (!chainConfirmed && rpc.id().orElse(0) == CHAIN_ID) {
      EvmBatch.checkChain(chainId, rpc);
      chainConfirmed = true;
      return new EvmEvent.Send(subscribe());
    }
    if (chainConfirmed && subscription.isEmpty() && rpc.id().orElse(0) == SUBSCRIBE) {
      return subscribed(rpc);
    }
    throw RpcException.malformed("an answer with an id that was not asked");
  }

  private EvmEvent subscribed(RpcMessage rpc) throws RpcException {
    if (rpc.errorCode().isPresent()) {
      throw rpc.toException("eth_subscribe");
    }
    if (rpc.text().isEmpty()) {
      throw RpcException.malformed("a subscription without an id");
    }
    subscription = rpc.text();
    return new EvmEvent.Subscribed();
  }

  private EvmEvent notification(RpcMessage rpc) throws RpcException {
    boolean ours =
        rpc.method().get().equals(NOTIFICATION)
            && subscription.isPresent()
            && subscription.equals(rpc.subscription());
    if (!ours) {
      return new EvmEvent.Stray();
    }
    if (rpc.block().isEmpty()) {
      throw RpcException.malformed("a new head that is not an object");
    }
    return new EvmEvent.NewHead(rpc.block().get().toHead());
  }

  private static String subscribe() {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + SUBSCRIBE
        + ",\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
  }
}
