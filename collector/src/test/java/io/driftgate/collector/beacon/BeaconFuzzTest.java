package io.driftgate.collector.beacon;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.driftgate.collector.protocol.Conversation;
import io.driftgate.collector.protocol.Promises;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;

/** A beacon node's answers and events, as whatever a node may send. */
final class BeaconFuzzTest {
  private static final Conversation CHECKED =
      new Conversation(new BeaconProtocol(), new Watched("1", true));
  private static final Conversation UNCHECKED =
      new Conversation(new BeaconProtocol(), new Watched("1", false));

  /** A made-up block, with its real root. */
  private static final BlockRef WANTED = new BlockRef(6, Documents.sealed(6));

  private static final Hash PARENT = Hash.parse(Documents.root(6));

  @FuzzTest(maxDuration = "10m")
  void poll(byte[] answers) {
    Promises.pure(() -> CHECKED.poll(answers));
    Promises.pure(() -> UNCHECKED.poll(answers));
  }

  @FuzzTest(maxDuration = "10m")
  void header(byte[] answers) {
    Promises.pure(() -> CHECKED.header(WANTED, answers))
        .forEach(step -> Promises.requireLink(step, WANTED.height(), PARENT));
    Promises.pure(() -> UNCHECKED.header(WANTED, answers));
  }

  /** Events as the stream's parser hands them on: a name, a line feed and JSON. */
  @FuzzTest(maxDuration = "10m")
  void events(byte[] messages) {
    Promises.pure(() -> UNCHECKED.push(messages));
  }
}
