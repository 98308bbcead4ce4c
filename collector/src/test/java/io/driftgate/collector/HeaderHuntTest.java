package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeaderHuntTest {
  private static final long SECOND = 1_000_000_000;
  private static final NodeId ONE = new NodeId("one");
  private static final NodeId OTHER = new NodeId("other");
  private static final BlockRef LIE = new BlockRef(30_000_000, new Hash(0, 0, 0, 1));
  private static final BlockRef TRUTH = new BlockRef(99, new Hash(0, 0, 0, 2));
  private static final List<BlockRef> MISSING = List.of(LIE, TRUTH);

  private final HeaderHunt hunt = new HeaderHunt();

  @Test
  void shouldAskOneNodeAtATimeForAHeader() {
    assertThat(hunt.begin(ONE, MISSING, 0)).contains(LIE);
    assertThat(hunt.begin(OTHER, MISSING, 0)).contains(TRUTH);
    assertThat(hunt.begin(new NodeId("third"), MISSING, 0)).isEmpty();
    hunt.ended(OTHER, TRUTH, true, 1);
    assertThat(hunt.begin(ONE, List.of(TRUTH), 2)).as("the core is being told").isEmpty();
    assertThat(hunt.begin(ONE, List.of(TRUTH), 1 + SECOND)).contains(TRUTH);
  }

  @Test
  void shouldKeepNoHeaderWaitingForOneThatNobodyHas() {
    assertThat(hunt.begin(ONE, MISSING, 0)).contains(LIE);
    hunt.ended(ONE, LIE, false, 1);
    assertThat(hunt.begin(ONE, MISSING, 2)).contains(TRUTH);
    hunt.ended(ONE, TRUTH, true, 3);
    assertThat(hunt.begin(ONE, List.of(LIE), 4)).isEmpty();
    assertThat(hunt.begin(OTHER, List.of(LIE), 4)).contains(LIE);
    hunt.ended(OTHER, LIE, false, 5);
    assertThat(hunt.begin(ONE, List.of(LIE), 1 + 30 * SECOND)).contains(LIE);
  }
}
