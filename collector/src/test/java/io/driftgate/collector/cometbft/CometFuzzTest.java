package io.driftgate.collector.cometbft;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Conversation;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import java.util.List;

/** A CometBFT node's answers and pushes, as whatever a node may send. */
final class CometFuzzTest {
  private static final Conversation CHECKED =
      new Conversation(new CometProtocol(), new Watched(GoodComet.CHAIN_ID, true));
  private static final Conversation UNCHECKED =
      new Conversation(new CometProtocol(), new Watched(GoodComet.CHAIN_ID, false));
  private static final BlockRef WANTED = new BlockRef(2, Answers.hash(Answers.SECOND_HASH));
  private static final Hash PARENT = Answers.hash(Answers.FIRST_HASH);

  @FuzzTest(maxDuration = "10m")
  void poll(byte[] answers) {
    List<Step> checked = Promises.pure(() -> CHECKED.poll(answers));
    List<Step> unchecked = Promises.pure(() -> UNCHECKED.poll(answers));
    if (checked.get(0) instanceof Step.Said said) {
      Promises.require(
          unchecked.get(0) instanceof Step.Said same
              && same.words().head().equals(said.words().head()),
          "verification changed what was said");
    }
  }

  @FuzzTest(maxDuration = "10m")
  void header(byte[] answers) {
    Promises.pure(() -> CHECKED.header(WANTED, answers))
        .forEach(step -> Promises.requireLink(step, WANTED.height(), PARENT));
    Promises.pure(() -> UNCHECKED.header(WANTED, answers));
  }

  @FuzzTest(maxDuration = "10m")
  void push(byte[] messages) {
    Promises.pure(() -> CHECKED.push(messages));
    Promises.pure(() -> UNCHECKED.push(messages));
  }
}
