package io.driftgate.collector;

import static io.driftgate.core.view.NodeState.CORRUPT;
import static io.driftgate.core.view.NodeState.DIVERGED;
import static io.driftgate.core.view.NodeState.IN_SYNC;
import static io.driftgate.core.view.NodeState.LAGGING;
import static io.driftgate.core.view.NodeState.SUSPECT;
import static io.driftgate.core.view.NodeState.UNKNOWN;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.view.NodeState;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every hostile behaviour: which protocols' nodes show it, and what it must lead to. {@code
 * docs/hostile-nodes.md} is written from this list.
 */
enum Hostility {
  NOBODY_LISTENS("nothing listens at its port", FailureKind.REFUSED, Deed.door(Deed.Door.CLOSED)),
  RESET_IN_BODY(
      "the connection is reset in the middle of the body",
      FailureKind.REFUSED,
      Deed.raw(Lies::resetInTheMiddle)),
  HALF_OPEN(
      "takes the request and never answers", FailureKind.TIMEOUT, Deed.raw((socket, vertx) -> {})),
  TLS_EXPIRED("the certificate has expired", FailureKind.TLS, Deed.door(Deed.Door.EXPIRED)),
  TLS_WRONG_HOST(
      "the certificate is another host's", FailureKind.TLS, Deed.door(Deed.Door.OTHER_HOST)),
  TLS_UNTRUSTED(
      "nobody vouches for the certificate", FailureKind.TLS, Deed.door(Deed.Door.UNTRUSTED)),
  TLS_NOT_SPOKEN(
      "speaks plain HTTP where TLS is asked for", FailureKind.TLS, Deed.door(Deed.Door.NO_TLS)),
  NO_HTTP(
      "speaks another protocol",
      FailureKind.MALFORMED,
      Deed.raw((socket, vertx) -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n"))),
  HTML(
      "answers with a web page",
      FailureKind.MALFORMED,
      Deed.answers("200 OK", "<!doctype html><title>It works</title>")),
  EMPTY_BODY("answers with nothing", FailureKind.MALFORMED, Deed.answers("200 OK", "")),
  TRUNCATED_JSON(
      "half of each answer is missing",
      FailureKind.MALFORMED,
      Deed.writes((good, face) -> good.substring(0, good.length() / 2))),
  REDIRECT(
      "sends to another place",
      FailureKind.HTTP_STATUS,
      Deed.answers("307 Away\r\nLocation: http://127.0.0.1:1/", "")),
  SERVER_ERROR("status 503", FailureKind.HTTP_STATUS, Deed.answers("503 Busy", "busy")),
  TOO_MANY_REQUESTS(
      "status 429 without Retry-After",
      FailureKind.RATE_LIMITED,
      UNKNOWN,
      NodeFlag.RATE_LIMITED,
      Deed.answers("429 Slow", "slow down")),
  RETRY_AFTER(
      "status 429 with Retry-After",
      FailureKind.RATE_LIMITED,
      UNKNOWN,
      NodeFlag.RATE_LIMITED,
      Deed.answers("429 Slow\r\nRetry-After: 1", "slow down")),
  SLOW_DRIP("drips the body out over 10 s", FailureKind.TIMEOUT, Deed.raw(Lies::drip)),
  GIGABYTE_ANNOUNCED("announces 1 GiB", FailureKind.TOO_LARGE, Deed.raw(Lies::announceGigabyte)),
  ENDLESS_BODY("a body without an end", FailureKind.TOO_LARGE, Deed.raw(Lies::neverEnd)),
  GZIP_BOMB("50 MB of zeros, compressed unasked", FailureKind.MALFORMED, Lies.gzip()),
  DEEP_NESTING(
      "10,000 nested arrays",
      FailureKind.MALFORMED,
      Deed.answers("200 OK", "[".repeat(10_000) + "]".repeat(10_000))),
  LONG_NUMBER(
      "a height of a million digits",
      FailureKind.MALFORMED,
      Lies.numbered("0x" + "f".repeat(1_000_000), "9".repeat(1_000_000))),
  NEGATIVE_HEIGHT("a height below 0", FailureKind.MALFORMED, Lies.numbered("-0x5", "-5")),
  OVERFLOWING_HEIGHT(
      "a height of 2^68",
      FailureKind.MALFORMED,
      Lies.numbered("0x1" + "0".repeat(17), "295147905179352825856")),
  WRONG_ID(
      "answers have ids that nobody asked with",
      FailureKind.MALFORMED,
      Lies.items(item -> item.put("id", 1_000_000 + item.path("id").asLong()))),
  NULL_RESULT("every result is null", FailureKind.MALFORMED, Lies.items(Lies::nothing)),
  METHOD_NOT_FOUND("error -32601", FailureKind.RPC_ERROR, Lies.error(-32_601)),
  UNKNOWN_BLOCK("error -39001", FailureKind.RPC_ERROR, Lies.error(-39_001)),
  LIMIT_EXCEEDED(
      "error -32005",
      FailureKind.RATE_LIMITED,
      UNKNOWN,
      NodeFlag.RATE_LIMITED,
      Lies.error(-32_005)),
  WRONG_CHAIN(
      "is a node of another chain",
      FailureKind.WRONG_CHAIN,
      Deed.sees((good, ms) -> good.ofOtherChain())),
  HEIGHT_ZERO(
      "height 0 for ever", FailureKind.NEVER_SYNCED, Deed.sees((good, ms) -> good.withNothing())),
  HEAD_FAR_AHEAD(
      "a head 30 million blocks above the others'",
      SUSPECT,
      Deed.sees((good, ms) -> Sight.at(good.height() + 30_000_000))),
  HEAD_GOES_BACK(
      "shows the head, and after 6 s one that is 20 lower",
      LAGGING,
      Deed.sees((good, ms) -> ms < 6_000 ? good : good.behind(20))),
  HEAD_STANDS("never shows another head than its first", LAGGING, Deed.sees(Hostility::frozen)),
  OTHER_HASHES(
      "the newest few blocks with other hashes", DIVERGED, Deed.sees((good, ms) -> good.onFork())),
  FUTURE_TIMES(
      "says that its blocks are made in an hour",
      CORRUPT,
      Deed.sees((good, ms) -> good.shifted(3_600_000))),
  BALANCER(
      "N and N-1 in turn",
      IN_SYNC,
      NodeFlag.JITTER,
      Deed.sees((good, ms) -> ms / 450 % 2 == 0 ? good : good.behind(1))),
  FORGED_HEADER(
      "headers that do not hash to their hash",
      FailureKind.INVALID_HEADER,
      CORRUPT,
      Deed.sees((good, ms) -> good.withForgedState())),
  TWO_STATE_ROOTS(
      "the same hash with another state root, unverified",
      CORRUPT,
      Deed.sees((good, ms) -> good.withForgedState())),
  FINALIZED_ABOVE_HEAD(
      "a finalized block above the head",
      FailureKind.MALFORMED,
      Deed.sees((good, ms) -> good.behind(20).finalizedAt(good.height()))),
  FINALIZED_FALLS(
      "a finalized block that falls after each 6 s, and comes back after as many",
      IN_SYNC,
      NodeFlag.FINALITY_UNKNOWN,
      Deed.sees((good, ms) -> ms / 6_000 % 2 == 0 ? good : good.finalizedAt(Sight.BASE + 4))),
  FINALIZED_CONTRADICTED(
      "a finalized block with another hash",
      CORRUPT,
      Deed.sees((good, ms) -> good.finalizedOnFork())),
  PUSH_SILENT(
      "takes the connection and says nothing",
      FailureKind.TIMEOUT,
      IN_SYNC,
      Deed.pushes(new Lies.Silence())),
  PUSH_BINARY(
      "binary frames",
      FailureKind.MALFORMED,
      IN_SYNC,
      Lies.after(socket -> socket.writeBinaryMessage(Buffer.buffer(new byte[9])), stream -> {})),
  PUSH_HUGE("a message of 2 MiB", FailureKind.TOO_LARGE, IN_SYNC, Lies.hugeMessage()),
  PUSH_CLOSES(
      "closes each time when it has confirmed",
      FailureKind.REFUSED,
      IN_SYNC,
      Lies.after(socket -> socket.close(), stream -> stream.reset())),
  PUSH_NO_DATA(
      "confirms, and no event comes",
      FailureKind.TIMEOUT,
      IN_SYNC,
      Lies.after(socket -> {}, stream -> {})),
  PUSH_NONSENSE(
      "events that are no JSON",
      FailureKind.MALFORMED,
      IN_SYNC,
      Lies.after(
          socket -> socket.writeTextMessage("<html>"),
          stream -> stream.write("event: head\ndata: <html>\n\n")));

  /** Ethereum's consensus layer speaks REST. */
  private static final Set<Face> RPC = EnumSet.complementOf(EnumSet.of(Face.BEACON));

  /** Where the answer's cap is lower, or the height is said more than once. */
  private static final Map<Face, FailureKind> TOO_LONG =
      Map.of(
          Face.OP_NODE, FailureKind.TOO_LARGE,
          Face.SOLANA, FailureKind.TOO_LARGE,
          Face.COMETBFT, FailureKind.TOO_LARGE);

  private static final Set<Face> VERIFIABLE = EnumSet.of(Face.EVM, Face.BEACON, Face.COMETBFT);

  /** A final block of CometBFT's is the head. */
  private static final Set<Face> FINALIZING = EnumSet.complementOf(EnumSet.of(Face.COMETBFT));

  final String words;
  final Optional<FailureKind> kind;
  final NodeState state;
  final Optional<NodeFlag> flag;
  final Deed deed;

  Hostility(String words, FailureKind kind, Deed deed) {
    this(words, Optional.of(kind), UNKNOWN, Optional.empty(), deed);
  }

  Hostility(String words, NodeState state, Deed deed) {
    this(words, Optional.empty(), state, Optional.empty(), deed);
  }

  Hostility(String words, NodeState state, NodeFlag flag, Deed deed) {
    this(words, Optional.empty(), state, Optional.of(flag), deed);
  }

  Hostility(String words, FailureKind kind, NodeState state, Deed deed) {
    this(words, Optional.of(kind), state, Optional.empty(), deed);
  }

  Hostility(String words, FailureKind kind, NodeState state, NodeFlag flag, Deed deed) {
    this(words, Optional.of(kind), state, Optional.of(flag), deed);
  }

  Hostility(
      String words,
      Optional<FailureKind> kind,
      NodeState state,
      Optional<NodeFlag> flag,
      Deed deed) {
    this.words = words;
    this.kind = kind;
    this.state = state;
    this.flag = flag;
    this.deed = deed;
  }

  private static Sight frozen(Sight good, long elapsedMs) {
    return good.behind(elapsedMs / 1_000);
  }

  /** Whose nodes can behave so. */
  Set<Face> faces() {
    return switch (this) {
      case WRONG_ID, METHOD_NOT_FOUND, UNKNOWN_BLOCK, LIMIT_EXCEEDED -> RPC;
      case FORGED_HEADER, TWO_STATE_ROOTS -> VERIFIABLE;
      case FINALIZED_ABOVE_HEAD, FINALIZED_FALLS -> FINALIZING;
      case FINALIZED_CONTRADICTED -> EnumSet.of(Face.EVM, Face.OP_NODE, Face.SOLANA);
      case PUSH_BINARY -> EnumSet.of(Face.EVM, Face.SOLANA, Face.COMETBFT);
      case PUSH_SILENT, PUSH_HUGE, PUSH_CLOSES, PUSH_NO_DATA, PUSH_NONSENSE ->
          EnumSet.complementOf(EnumSet.of(Face.OP_NODE));
      default -> EnumSet.allOf(Face.class);
    };
  }

  /** What it is reported as by the nodes of a protocol. */
  Optional<FailureKind> kindAt(Face face) {
    return Optional.ofNullable(exceptions().get(face)).or(() -> kind);
  }

  /** Where a protocol's habits make another kind of it. */
  Map<Face, FailureKind> exceptions() {
    return switch (this) {
      case LONG_NUMBER -> TOO_LONG;
      case LIMIT_EXCEEDED -> Map.of(Face.SOLANA, FailureKind.RPC_ERROR);
      default -> Map.of();
    };
  }

  Optional<NodeFlag> flagAt(Face face) {
    return this == LIMIT_EXCEEDED && face == Face.SOLANA ? Optional.empty() : flag;
  }

  /** What CometBFT shows is final, and contradicting that is worse. */
  NodeState stateAt(Face face) {
    return this == OTHER_HASHES && face == Face.COMETBFT ? CORRUPT : state;
  }

  boolean verifies() {
    return this != TWO_STATE_ROOTS;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static long count() {
    return Arrays.stream(values()).mapToLong(each -> each.faces().size()).sum();
  }
}
