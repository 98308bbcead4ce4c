package io.driftgate.bench.fan;

import java.util.List;

/**
 * Something that can send a frame to many desks.
 *
 * @param command starts it
 * @param ways in which it can send, each by the byte that triggers it and its name
 */
record Server(Protocol protocol, List<String> command, List<Way> ways) {
  /** One way of sending. */
  record Way(char kind, String name) {}

  Server(Protocol protocol, List<String> command, String name) {
    this(protocol, command, List.of(new Way('P', name)));
  }
}
