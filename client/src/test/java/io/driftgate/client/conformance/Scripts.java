package io.driftgate.client.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.util.List;
import java.util.function.UnaryOperator;

/** The faults that no client may be fooled by. */
final class Scripts {
  private static final double[] RAMP = {0.5, 0.9, 1.3, 1.7, 2.2};
  private static final long HOUR_MS = 3_600_000;

  /** Grants are kept for 60 s while everything else arrives. */
  static final Script HELD_A_MINUTE =
      Script.oneGate("grants held back for 60 s", stage -> held(stage, 60_000));

  static final Script HELD = Script.oneGate("frames held back", Scripts::latency);

  private static final Script FROZEN =
      new Script("frozen server", 1, 1, false, true, Scripts::frozen);
  static final Script SIGNATURE =
      new Script("wrong signature", 1, 1, true, false, Scripts::signature);
  static final Script LOST_WITHDRAW =
      Script.oneGate("WITHDRAW lost before a grant", Scripts::lostWithdraw);
  static final Script DUPLICATED = Script.oneGate("duplicated frame", Scripts::duplicated);
  static final Script EPOCHS = Script.oneGate("reordered epochs", Scripts::epochs);
  static final Script ANOTHER_TABLE =
      Script.oneGate("grant for another table", Scripts::anotherTable);
  static final Script UNKNOWN = Script.oneGate("unknown state", Scripts::unknownState);
  static final Script RELAXATION =
      Script.oneGate("relaxation without a grant", Scripts::relaxation);
  static final Script DISAGREE = Script.gates("two gates that disagree", 2, 2, Scripts::disagree);
  static final Script LAST_WORD =
      Script.gates("a gate that said WITHDRAW and died", 2, 1, Scripts::lastWord);

  /** All but the long one. */
  static final List<Script> SHORT =
      List.of(
          HELD,
          Script.oneGate("grants held back for 3 leases", stage -> held(stage, 1_200)),
          Script.oneGate("lost frame", Scripts::lost),
          LOST_WITHDRAW,
          DUPLICATED,
          EPOCHS,
          FROZEN,
          Script.oneGate("half-open TCP", Scripts::halfOpen),
          Script.oneGate("server restart", Scripts::restart),
          DISAGREE,
          LAST_WORD,
          Script.gates("two of three", 3, 2, Scripts::twoOfThree),
          Script.oneGate("clock step", Scripts::clockStep),
          SIGNATURE,
          ANOTHER_TABLE,
          UNKNOWN,
          RELAXATION,
          Script.oneGate("slow reader", Scripts::slowReader));

  private Scripts() {}

  private static void latency(Stage stage) throws Exception {
    for (double leases : RAMP) {
      stage.gate().network().latency((long) (leases * Stage.LEASE_MS), 0);
      stage.pause(1.5);
    }
    stage.gate().network().heal();
    stage.awaitOpen();
    for (double leases : RAMP) {
      stage.gate().network().latency(0, (long) (leases * Stage.LEASE_MS));
      stage.pause(1.5);
    }
    stage.gate().network().heal();
  }

  private static void held(Stage stage, long holdMs) throws Exception {
    stage.gate().network().hold("lease");
    stage.lapse();
    stage.staysWithdrawn((double) holdMs / Stage.LEASE_MS);
    stage.gate().releaseHeld("lease");
  }

  private static void lost(Stage stage) throws Exception {
    stage.gate().network().next("transition", 0);
    stage.gate().move("WIDEN");
    stage.awaitWiden();
    stage.gate().network().next("transition", 0);
    stage.gate().move("WITHDRAW");
    stage.gate().move("WIDEN"); // a gap, if no grant came before it
    stage.awaitWiden();
    stage.gate().network().next("lease", 0);
    stage.gate().move("OPEN");
    stage.awaitOpen();
    stage.gate().die();
    stage.gate().network().next("snapshot", 0);
    stage.gate().comeBack();
    stage.gate().move("OPEN");
  }

  private static void lostWithdraw(Stage stage) throws Exception {
    for (int i = 0; i < 3; i++) {
      stage.gate().network().next("transition", 0);
      stage.gate().move("WITHDRAW");
      stage.pause(1);
      stage.staysWithdrawn(1);
      stage.gate().move("OPEN");
      stage.awaitOpen();
    }
  }

  private static void duplicated(Stage stage) throws Exception {
    stage.gate().network().next("transition", 2);
    stage.gate().move("WIDEN");
    stage.awaitWiden();
    stage.gate().network().next("lease", 3);
    stage.gate().network().next("transition", 2);
    stage.gate().move("WITHDRAW");
    stage.awaitWithdraw();
    stage.gate().network().next("snapshot", 2);
    stage.gate().cutAll();
    stage.gate().move("OPEN");
    stage.awaitOpen();
    stale(stage);
  }

  /** After a restriction there comes again what was true before it, with grants that fit it. */
  private static void stale(Stage stage) throws Exception {
    ObjectNode before = stage.gate().snapshotNow();
    int acks = stage.gate().acks();
    stage.gate().move("WITHDRAW");
    stage.awaitAck(stage.gate(), acks);
    stage.watch().forbidOpen();
    stage.gate().network().tamper("lease", lease -> lease.set("viewHash", before.get("viewHash")));
    for (int i = 0; i < 10; i++) {
      stage.gate().inject(before);
      stage.pause(0.25);
    }
    stage.watch().allowOpen();
    stage.gate().network().heal();
    stage.gate().move("OPEN");
  }

  private static void epochs(Stage stage) throws Exception {
    ObjectNode before = stage.gate().snapshotNow();
    stage.gate().die();
    stage.gate().comeBack();
    stage.pause(1);
    stage
        .gate()
        .network()
        .tamper("lease", lease -> lease.put("epoch", 7).set("viewHash", before.get("viewHash")));
    stage.watch().forbidOpen();
    for (int i = 0; i < 20; i++) {
      stage.gate().inject(before);
      stage.pause(0.25);
    }
    stage.watch().allowOpen();
    stage.gate().network().heal();
    stage.gate().move("OPEN");
    stage.awaitOpen();
    stage.gate().network().tamper("lease", lease -> lease.put("epoch", 9));
    stage.lapse();
    stage.staysWithdrawn(2);
    stage.gate().network().heal();
    stage.gate().restartUnderneath(); // to 9: who has heard of it may refuse 8 for ever
    stage.lapse();
    stage.staysWithdrawn(1);
    stage.gate().move("OPEN");
  }

  private static void frozen(Stage stage) throws Exception {
    for (double leases : new double[] {0.8, 5}) {
      stage.process().signal("STOP");
      stage.pause(leases);
      stage.process().signal("CONT");
      stage.awaitOpen();
    }
    stage.process().signal("STOP");
    stage.lapse();
    stage.staysWithdrawn(2);
    stage.process().signal("CONT");
  }

  private static void halfOpen(Stage stage) throws Exception {
    stage.gate().swallowAll();
    stage.awaitWithdraw();
  }

  private static void restart(Stage stage) throws Exception {
    stage.gate().die();
    stage.pause(0.5);
    stage.gate().comeBack();
    stage.lapse();
    stage.staysWithdrawn(2);
    stage.gate().move("OPEN");
    stage.awaitOpen();
    stage.gate().cutAll(); // the gate is the same: what was missed is enough
    stage.gate().move("WIDEN");
    stage.awaitWiden();
    stage.gate().move("OPEN");
  }

  private static void disagree(Stage stage) throws Exception {
    for (int i = 0; i < 2; i++) {
      int acks = stage.gate(i).acks();
      stage.gate(i).move("WITHDRAW");
      stage.awaitAck(stage.gate(i), acks);
      stage.staysWithdrawn(3);
      stage.gate(i).move("OPEN");
      stage.awaitOpen();
    }
    stage.gate(1).die();
    stage.lapse();
    stage.staysWithdrawn(2);
    stage.gate(1).comeBack();
    stage.gate(1).move("OPEN");
  }

  private static void lastWord(Stage stage) throws Exception {
    int acks = stage.gate(0).acks();
    stage.gate(0).move("WITHDRAW");
    stage.awaitAck(stage.gate(0), acks);
    stage.gate(0).die();
    stage.staysWithdrawn(4); // less than its maxHold
  }

  private static void twoOfThree(Stage stage) throws Exception {
    stage.gate(0).die();
    stage.pause(2);
    stage.awaitOpen();
    stage.gate(1).die();
    stage.lapse();
    stage.staysWithdrawn(1);
    stage.gate(1).comeBack();
    stage.staysWithdrawn(1);
    stage.gate(1).move("OPEN");
  }

  private static void clockStep(Stage stage) throws Exception {
    for (long stepMs : new long[] {HOUR_MS, -HOUR_MS}) {
      stage.client().tell("clock " + stepMs);
      stage.gate().wallStep(-stepMs);
      stage.awaitOpen();
      stage.gate().granting(false);
      stage.pause(0.5);
      stage.client().tell("clock " + -stepMs);
      stage.lapse();
      stage.staysWithdrawn(1);
      stage.gate().granting(true);
      stage.awaitOpen();
    }
  }

  private static void signature(Stage stage) throws Exception {
    KeyPair others = Speech.newKeys();
    forged(stage, text -> Speech.signed(body(text), others));
    forged(stage, Scripts::body);
    forged(stage, text -> text.replaceAll("(\"version\":\\d+)}?", "$1,\"added\":1"));
    forged(stage, text -> text.replace(Speech.KID + ':', "k2:"));
  }

  private static void forged(Stage stage, UnaryOperator<String> how) throws Exception {
    stage.gate().network().resign(how);
    stage.gate().move("WITHDRAW");
    stage.lapse();
    stage.watch().forbidOpen();
    stage.gate().move("OPEN");
    stage.gate().cutAll();
    stage.pause(3);
    stage.watch().allowOpen();
    stage.gate().network().heal();
    stage.awaitOpen();
  }

  private static String body(String signed) {
    return signed.substring(signed.indexOf('\n') + 1);
  }

  private static void anotherTable(Stage stage) throws Exception {
    String other = "0x" + "0".repeat(64);
    stage.gate().network().tamper("lease", lease -> lease.put("viewHash", other));
    stage.lapse();
    stage.staysWithdrawn(3);
    stage.gate().network().heal();
  }

  private static void unknownState(Stage stage) throws Exception {
    int acks = stage.gate().acks();
    stage.gate().move("HALT");
    stage.awaitAck(stage.gate(), acks);
    stage.staysWithdrawn(3);
    stage.gate().move("OPEN");
  }

  private static void relaxation(Stage stage) throws Exception {
    for (int i = 0; i < 3; i++) {
      int acks = stage.gate().acks();
      stage.gate().move("WITHDRAW");
      stage.awaitAck(stage.gate(), acks);
      stage.gate().granting(false);
      stage.watch().forbidOpen();
      stage.gate().move("OPEN"); // while the last grant of WITHDRAW still stands
      stage.pause(2);
      stage.watch().allowOpen();
      stage.gate().granting(true);
      stage.awaitOpen();
    }
  }

  private static void slowReader(Stage stage) throws Exception {
    for (double leases : new double[] {2, 10}) {
      stage.watch().pause(true);
      stage.client().signal("STOP");
      for (int i = 0; i < 200; i++) {
        stage.gate().move(i % 2 == 0 ? "WIDEN" : "OPEN");
      }
      stage.pause(leases);
      stage.client().signal("CONT");
      stage.watch().pause(false);
      stage.awaitOpen();
    }
  }
}
