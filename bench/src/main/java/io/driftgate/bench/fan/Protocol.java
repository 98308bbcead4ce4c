package io.driftgate.bench.fan;

import io.driftgate.bench.wire.WsFrames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a desk says to a server after the handshake, and how the server is triggered. */
enum Protocol {
  /** The feed's: subscribes, takes a lease and renews it. */
  FEED(List.of("{\"op\":\"subscribe\"}", Protocol.RENEW)),
  /** Says nothing. */
  PLAIN(List.of()),
  /** That of nats-server. */
  NATS(List.of("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB transitions 1\r\n"));

  private static final String RENEW = "{\"op\":\"renew\",\"nonce\":\"bench-0123456789\"}";

  private final List<String> greeting;

  Protocol(List<String> greeting) {
    this.greeting = greeting;
  }

  /** What a desk sends once it is connected. */
  List<ByteBuffer> greeting() {
    return greeting.stream().map(WsFrames::clientText).toList();
  }

  /** Whether a desk has to go on saying {@link #renewal}. */
  boolean renews() {
    return this == FEED;
  }

  /** Takes a lease for longer. */
  ByteBuffer renewal() {
    return WsFrames.clientText(RENEW);
  }

  /** What is sent once on the trigger's connection. */
  byte[] triggerGreeting() {
    return this == NATS ? ascii("CONNECT {\"verbose\":false}\r\n") : new byte[0];
  }

  /** What makes the server send the payload to every desk. */
  byte[] trigger(char kind, byte[] payload) {
    if (this != NATS) {
      return new byte[] {(byte) kind};
    }
    byte[] head = ascii(String.format(Locale.ROOT, "PUB transitions %d\r\n", payload.length));
    return ByteBuffer.allocate(head.length + payload.length + 2)
        .put(head)
        .put(payload)
        .put(ascii("\r\n"))
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
