package io.driftgate.feed.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.OverrideView;
import io.driftgate.feed.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Each object, byte for byte. */
final class FramesTest {
  private static final GateHeader HEADER = new GateHeader(7, 41, 1_700_000_000_000L, 1_000);
  private static final String HEAD =
      "\"epoch\":7,\"seq\":41,\"atMs\":1700000000000,\"leaseMs\":1000";
  private static final String REASON =
      "{\"bound\":\"majors/behind@cluster:london\",\"leg\":\"chain:ethereum\","
          + "\"metric\":\"behind\",\"value\":1700.25,\"threshold\":1500,\"uncertainty\":500,"
          + "\"unit\":\"ms\",\"nodes\":[\"geth-1\",\"reth-2\"]}";

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static MarketRow fullRow() {
    MarketRow row = Samples.row("ETH-PERP", 3, Quotes.WIDEN);
    return new MarketRow(
        row.id(),
        3,
        Quotes.WIDEN,
        Liquidations.ENABLED,
        true,
        1_699,
        List.of(Samples.reason()),
        List.of(new MarketRow.Leg("chain:ethereum", "majors", Quotes.WIDEN, Liquidations.PAUSED)),
        Optional.of(
            new MarketRow.Headroom(
                "majors/behind", "chain:ethereum", "behind", 1.5, 3, 2, "blocks")),
        Samples.HASH_A);
  }

  @Test
  void shouldWriteMarketWithAllItsFields() {
    assertThat(text(Json.bytes(json -> MarketJson.write(json, fullRow()))))
        .isEqualTo(
            "{\"id\":\"ETH-PERP\",\"version\":3,\"quotes\":\"WIDEN\","
                + "\"liquidations\":\"ENABLED\",\"onUnknown\":{\"pauseLiquidations\":true},"
                + "\"sinceMs\":1699,\"reasons\":["
                + REASON
                + "],\"legs\":[{\"target\":\"chain:ethereum\",\"policy\":\"majors\","
                + "\"quotes\":\"WIDEN\",\"liquidations\":\"PAUSED\"}],"
                + "\"headroom\":{\"bound\":\"majors/behind\",\"leg\":\"chain:ethereum\","
                + "\"metric\":\"behind\",\"ratio\":1.5,\"value\":3,\"threshold\":2,"
                + "\"unit\":\"blocks\"},\"rowHash\":\""
                + Samples.TEXT_A
                + "\"}");
  }

  @Test
  void shouldWriteTheOverrideThatAMarketIsUnder() {
    MarketRow row = fullRow();
    OverrideView override =
        new OverrideView(
            OverrideOrder.Kind.FORCE, Quotes.WITHDRAW, Liquidations.ENABLED, "ann", "drill", 1_800);
    MarketRow forced =
        new MarketRow(
            row.id(),
            row.version(),
            row.quotes(),
            row.liquidations(),
            row.pauseOnUnknown(),
            row.sinceMs(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(override),
            row.rowHash());
    assertThat(text(Json.bytes(json -> MarketJson.write(json, forced))))
        .contains(
            "\"reasons\":[],\"override\":{\"kind\":\"FORCE\",\"quotes\":\"WITHDRAW\","
                + "\"liquidations\":\"ENABLED\",\"who\":\"ann\",\"why\":\"drill\","
                + "\"untilMs\":1800},\"legs\":[]");
  }

  @Test
  void shouldWriteWhatElseMustBeKnownOfAReason() {
    OptionalDouble none = OptionalDouble.empty();
    Reason doubted =
        new Reason("p/head.age", "chain:eth", "head.age", none, none, none, "ms", List.of(), "odd");
    byte[] json =
        Json.bytes(
            generator -> {
              generator.writeStartObject();
              ReasonJson.list(generator, List.of(doubted));
              generator.writeEndObject();
            });
    assertThat(text(json)).endsWith("\"unit\":\"ms\",\"nodes\":[],\"note\":\"odd\"}]}");
  }

  @Test
  void shouldWriteTransition() {
    byte[] frame =
        TransitionJson.frame(Samples.signal("ETH-PERP", 41, 3, Quotes.WITHDRAW), 1_000, 4_321);
    assertThat(text(frame))
        .isEqualTo(
            "{\"type\":\"transition\","
                + HEAD
                + ",\"market\":\"ETH-PERP\",\"version\":3,\"rowHash\":\""
                + Samples.row("ETH-PERP", 3, Quotes.WITHDRAW).rowHash()
                + "\",\"quotes\":{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"},"
                + "\"liquidations\":{\"from\":\"ENABLED\",\"to\":\"ENABLED\"},\"reasons\":["
                + REASON
                + "],\"cause\":{\"kind\":\"HEAD\",\"node\":\"geth-1\",\"height\":12,\"hash\":\""
                + Samples.TEXT_B
                + "\"},\"decisionNanos\":4321}");
  }

  @Test
  void shouldWriteSnapshotLeaseAndHeartbeatWithTheSameHeader() {
    assertThat(text(SnapshotJson.frame(HEADER, Samples.HASH_B, List.of())))
        .isEqualTo(
            "{\"type\":\"snapshot\","
                + HEAD
                + ",\"viewHash\":\""
                + Samples.TEXT_B
                + "\",\"markets\":[]}");
    assertThat(text(LeaseJson.frame(HEADER, "a\"\u0001é", Samples.HASH_B)))
        .isEqualTo(
            "{\"type\":\"lease\","
                + HEAD
                + ",\"nonce\":\"a\\\"\\u0001é\",\"viewHash\":\""
                + Samples.TEXT_B
                + "\"}");
    assertThat(text(HeartbeatJson.frame(HEADER)))
        .isEqualTo("{\"type\":\"heartbeat\"," + HEAD + "}");
  }

  @Test
  void shouldWriteTheSmallFrames() {
    assertThat(text(HelloJson.frame("0.1", 7, 1_000, 250, List.of())))
        .isEqualTo(
            "{\"type\":\"hello\",\"protocol\":\"driftgate.v1\",\"version\":\"0.1\","
                + "\"epoch\":7,\"leaseMs\":1000,\"heartbeatMs\":250,\"keys\":[]}");
    assertThat(text(PongJson.frame(Optional.empty(), 5)))
        .isEqualTo("{\"type\":\"pong\",\"atMs\":5}");
    assertThat(text(PongJson.frame(Optional.of("x"), 5)))
        .isEqualTo("{\"type\":\"pong\",\"id\":\"x\",\"atMs\":5}");
    assertThat(text(ErrorJson.frame("c", "m")))
        .isEqualTo("{\"type\":\"error\",\"code\":\"c\",\"message\":\"m\"}");
    assertThat(text(ProblemJson.of(404, "Not Found", "lone \ud800")))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"detail\":\"lone ?\"}");
  }

  @Test
  void shouldWriteChainWithAllItsFields() {
    assertThat(text(ChainJson.frame(Samples.chain("ethereum", 1))))
        .isEqualTo(
            ("{'type':'chain','chain':{'id':'ethereum','conditions':['STALLED','QUIET'],"
                    + "'reference':{'height':12,'hash':'A','stateRoot':'B',"
                    + "'timestampMs':1700000000000},'leading':{'height':13,'hash':'B'},"
                    + "'stalenessMs':1.235,'headAgeMs':-20,'headAgeTrusted':true,"
                    + "'agreement':0.75,'observers':3,'finalizedHeight':4,"
                    + "'finalityLagBlocks':8,'finalityLagMs':96000,'finalityStalenessMs':2,"
                    + "'reorgs':{'count':2,'deepest':1,'last':{'depth':1,"
                    + "'from':{'height':9,'hash':'A'},'to':{'height':9,'hash':'B'},"
                    + "'atMs':1699}}}}")
                .replace("'A'", "'" + Samples.TEXT_A + "'")
                .replace("'B'", "'" + Samples.TEXT_B + "'")
                .replace('\'', '"'));
  }

  @Test
  void shouldLeaveOutWhatIsUnknownOfAChain() {
    assertThat(text(Json.bytes(json -> ChainJson.write(json, Samples.unknownChain("x")))))
        .isEqualTo(
            "{\"id\":\"x\",\"conditions\":[\"NO_QUORUM\"],\"headAgeTrusted\":false,"
                + "\"observers\":0,\"reorgs\":{\"count\":0,\"deepest\":0}}");
  }

  @Test
  void shouldWriteNodeWithAllItsFields() {
    assertThat(text(NodeJson.frame(Samples.node("geth-1", 1))))
        .isEqualTo(
            ("{'type':'node','node':{'id':'geth-1','chain':'ethereum','cluster':'london',"
                    + "'operator':'self','family':'geth','weight':2,'state':'LAGGING',"
                    + "'flags':['JITTER','RATE_LIMITED'],'height':12,'hash':'A',"
                    + "'stateRoot':'B','safeHeight':11,'finalizedHeight':4,'headLag':1,"
                    + "'behindMs':12.346,'uncertaintyMs':500,'dataAgeMs':0.04,"
                    + "'transport':'push','failures':{'TIMEOUT':3,'REFUSED':1},"
                    + "'lastFailure':{'kind':'TIMEOUT','message':'no #answer#\\n',"
                    + "'atMs':1699},'drift':{'count':20,'p50Ms':0.7,'p99Ms':1.25,'maxMs':2,"
                    + "'uncertaintyP50Ms':0.03,'lastMs':0.65,'lastUncertaintyMs':0.035,"
                    + "'missed':2},"
                    + "'roundTrip':{'count':0}}}")
                .replace("'A'", "'" + Samples.TEXT_A + "'")
                .replace("'B'", "'" + Samples.TEXT_B + "'")
                .replace('\'', '"')
                .replace("#", "\\\""));
  }

  @Test
  void shouldLeaveOutWhatIsUnknownOfANode() {
    assertThat(text(Json.bytes(json -> NodeJson.write(json, Samples.unknownNode("x")))))
        .isEqualTo(
            "{\"id\":\"x\",\"chain\":\"ethereum\",\"weight\":1,\"state\":\"UNKNOWN\","
                + "\"flags\":[],\"transport\":\"poll\",\"failures\":{},"
                + "\"drift\":{\"count\":0,\"missed\":0},\"roundTrip\":{\"count\":0}}");
  }

  @Test
  void shouldWriteDriftOfANode() {
    assertThat(text(DriftJson.frame(Samples.node("geth-1", 1))))
        .isEqualTo(
            "{\"type\":\"drift\",\"drift\":{\"node\":\"geth-1\",\"chain\":\"ethereum\","
                + "\"cluster\":\"london\",\"count\":20,\"p50Ms\":0.7,\"p99Ms\":1.25,"
                + "\"maxMs\":2,\"uncertaintyP50Ms\":0.03,\"lastMs\":0.65,"
                + "\"lastUncertaintyMs\":0.035,\"missed\":2,\"behindMs\":12.346,\"uncertaintyMs\":500}}");
  }
}
