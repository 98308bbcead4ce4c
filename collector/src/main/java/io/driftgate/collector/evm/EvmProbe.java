package io.driftgate.collector.evm;

import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.Probe;
import io.driftgate.collector.protocol.Request;
import io.driftgate.collector.protocol.Step;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.Optional;

/** Polls one execution-layer node: one batch a poll. */
final class EvmProbe implements Probe {
  private final long chainId;
  private final HeaderCheck check;
  private final HeaderCheck fetched;
  private EvmBatch batch;
  private long nextId = 1;
  private long headerId;
  private Hash headerHash = Hash.ZERO;

  EvmProbe(long chainId, boolean verifyHeaders) {
    this.chainId = chainId;
    check = HeaderCheck.of(verifyHeaders);
    fetched = HeaderCheck.of(verifyHeaders);
    batch = new EvmBatch(chainId, nextId, true, check);
  }

  @Override
  public Request begin(boolean identify) {
    batch = new EvmBatch(chainId, nextId, identify, check);
    nextId += EvmBatch.IDS;
    return Request.post(batch.toJson());
  }

  @Override
  public Step read(byte[] body) {
    return batch.read(body);
  }

  @Override
  public Optional<Request> askHeader(BlockRef block) {
    headerId = nextId;
    nextId++;
    headerHash = block.hash();
    return Optional.of(
        Request.post(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + headerId
                + ",\"method\":\"eth_getBlockByHash\",\"params\":[\""
                + headerHash
                + "\",false]}"));
  }

  @Override
  public HeaderStep readHeader(byte[] body) {
    try {
      return header(RpcReader.readOne(body, fetched.isOn()));
    } catch (DefectException defect) {
      return new HeaderStep.Failed(defect.toDefect());
    }
  }

  private HeaderStep header(RpcMessage answer) throws DefectException {
    if (answer.errorCode().isPresent()) {
      throw answer.toException("eth_getBlockByHash");
    }
    if (answer.id().orElse(0) != headerId) {
      throw DefectException.malformed("an answer with an id that was not asked");
    }
    if (answer.block().isEmpty()) {
      return new HeaderStep.Unknown();
    }
    BlockFields block = answer.block().get();
    Head head = block.toHead();
    if (!head.hash().equals(headerHash)) {
      throw DefectException.malformed("another block than was asked for");
    }
    if (fetched.isOn() && fetched.polled(block.header(), headerHash) != Verification.VERIFIED) {
      throw new DefectException(
          FailureKind.INVALID_HEADER, "a header that does not hash to what was asked for");
    }
    return new HeaderStep.Found(head);
  }
}
