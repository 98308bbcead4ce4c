package io.driftgate.bench.fan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server and its desks, each a process. One thread at a time. */
final class Lane implements AutoCloseable {
  private static final List<String> DESK_FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");
  private static final Pattern TIMES = Pattern.compile("times (\\d+) (\\d+) (\\d+)");

  private final Child server;
  private final Child desks;

  private Lane(Child server, Child desks) {
    this.server = server;
    this.desks = desks;
  }

  /**
   * Starts both, without any desk yet.
   *
   * @param payload a file; empty for a server that makes its own
   */
  static Lane open(Server kind, long leaseMs, Optional<Path> payload) throws IOException {
    Child server = Child.start(kind.command());
    try {
      Child.Ports ports = server.ports();
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  kind.protocol().name(),
                  Integer.toString(ports.desks()),
                  Integer.toString(ports.trigger()),
                  Long.toString(leaseMs)));
      payload.ifPresent(file -> arguments.add(file.toString()));
      String[] all = arguments.toArray(String[]::new);
      return new Lane(server, Child.start(Child.java(DESK_FLAGS, DesksChild.class, all)));
    } catch (IOException failed) {
      server.close();
      throw failed;
    }
  }

  /** Connects more desks. */
  void add(int count) throws IOException {
    String answer = desks.ask("add " + count);
    if (!answer.equals("added")) {
      throw new IOException("desks could not connect: " + answer);
    }
  }

  /** One fan-out; empty if some desk did not read it in time. */
  Optional<Round.Times> play(Server.Way way) throws IOException {
    return times(desks.ask("go " + way.kind()));
  }

  static Optional<Round.Times> times(String answer) {
    Matcher found = TIMES.matcher(answer);
    return found.matches()
        ? Optional.of(
            new Round.Times(
                Long.parseLong(found.group(1)),
                Long.parseLong(found.group(2)),
                Long.parseLong(found.group(3))))
        : Optional.empty();
  }

  /** Writes what the desks read last to a file. */
  void payloadTo(Path file) throws IOException {
    desks.ask("payload " + file);
  }

  /** The server's process. */
  Child server() {
    return server;
  }

  @Override
  public void close() {
    desks.close();
    server.close();
  }
}
