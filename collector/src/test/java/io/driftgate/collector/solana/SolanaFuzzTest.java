package io.driftgate.collector.solana;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Conversation;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;

/** A Solana node's answers and pushes, as whatever a node may send. */
final class SolanaFuzzTest {
  private static final Conversation CHAIN =
      new Conversation(new SolanaProtocol(), new Watched(Slots.MAINNET, false));
  private static final BlockRef WANTED = new BlockRef(990, Slots.hash(990));

  @FuzzTest(maxDuration = "10m")
  void poll(byte[] answers) {
    Promises.pure(() -> CHAIN.poll(answers));
  }

  @FuzzTest(maxDuration = "10m")
  void header(byte[] answers) {
    Promises.pure(() -> CHAIN.header(WANTED, answers));
  }

  @FuzzTest(maxDuration = "10m")
  void push(byte[] messages) {
    Promises.pure(() -> CHAIN.push(messages));
  }
}
