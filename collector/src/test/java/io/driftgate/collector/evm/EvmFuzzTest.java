package io.driftgate.collector.evm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Conversation;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.PushEvent;
import io.driftgate.collector.protocol.Step;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.List;

/** The execution layer's answers and pushes, as whatever a node may send. */
final class EvmFuzzTest {
  private static final Conversation CHECKED =
      new Conversation(new EvmProtocol(), new Watched("1", true));
  private static final Conversation UNCHECKED =
      new Conversation(new EvmProtocol(), new Watched("1", false));

  /** Osaka's block 24,476,000, as {@code eth_getBlockByHash} is asked for it in each input. */
  private static final BlockRef WANTED = new BlockRef(24_476_000, hash("hash"));

  private static final Hash PARENT = hash("parentHash");

  @FuzzTest(maxDuration = "10m")
  void poll(byte[] answers) {
    List<Step> checked = Promises.pure(() -> CHECKED.poll(answers));
    List<Step> unchecked = Promises.pure(() -> UNCHECKED.poll(answers));
    if (checked.get(0) instanceof Step.Said said) {
      Promises.require(
          unchecked.get(0) instanceof Step.Said same
              && same.words().head().equals(said.words().head())
              && same.words().finality().equals(said.words().finality()),
          "verification changed what was said");
      if (said.words().verification() == Verification.VERIFIED) {
        requireHashed(said.words().head(), OwnHash.ofAnswer(answers, 3));
      }
    }
  }

  @FuzzTest(maxDuration = "10m")
  void header(byte[] answers) {
    Promises.pure(() -> UNCHECKED.header(WANTED, answers));
    Promises.pure(() -> CHECKED.header(WANTED, answers))
        .forEach(step -> Promises.requireLink(step, WANTED.height(), PARENT));
  }

  @FuzzTest(maxDuration = "10m")
  void push(byte[] messages) {
    Promises.pure(() -> UNCHECKED.push(messages));
    List<PushEvent> events = Promises.pure(() -> CHECKED.push(messages));
    if (events.get(events.size() - 1) instanceof PushEvent.NewHead pushed
        && pushed.verification() == Verification.VERIFIED) {
      requireHashed(pushed.head(), OwnHash.ofLast(messages));
    }
  }

  private static Hash hash(String field) {
    return Hash.parse(Vectors.read("osaka-24476000").path(field).textValue());
  }

  private static void requireHashed(Head head, Hash hash) {
    Promises.require(head.hash().equals(hash), "VERIFIED, and another hash comes out");
  }
}
