package io.driftgate.collector.opnode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Conversation;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.Watched;

/** A rollup node's answers, as whatever a node may send. */
final class OpNodeFuzzTest {
  private static final Conversation CHAIN =
      new Conversation(new OpNodeProtocol(), new Watched("8453", false));

  @FuzzTest(maxDuration = "10m")
  void poll(byte[] answers) {
    Promises.pure(() -> CHAIN.poll(answers));
  }
}
