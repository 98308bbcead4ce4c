package io.driftgate.bench.fan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The desks of one server and its trigger, in a process of their own: the same program for every
 * server. Ends when its standard input does.
 *
 * <p>Commands, each answered by one line: {@code add N} connects more desks; {@code go X} triggers
 * with the byte X and waits for all; {@code payload FILE} writes the last transition's payload.
 */
public final class DesksChild {
  private static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final FanDesks desks;
  private final Protocol protocol;
  private final SocketChannel trigger;
  private final int deskPort;
  private final byte[] payload;

  private DesksChild(Protocol protocol, int deskPort, int triggerPort, long leaseMs, byte[] payload)
      throws IOException {
    this.protocol = protocol;
    this.deskPort = deskPort;
    this.payload = payload;
    this.desks = FanDesks.open(protocol, leaseMs);
    this.trigger = FanDesk.socket(triggerPort);
    trigger.write(ByteBuffer.wrap(protocol.triggerGreeting()));
  }

  /**
   * Arguments: {@link Protocol}, port of desks, port of the trigger, lease in milliseconds, file of
   * the payload if there is one yet.
   */
  public static void main(String[] args) throws Exception {
    byte[] payload = args.length > 4 ? Files.readAllBytes(Path.of(args[4])) : new byte[0];
    DesksChild child =
        new DesksChild(
            Protocol.valueOf(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Long.parseLong(args[3]),
            payload);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String command = commands.readLine();
    while (command != null) {
      System.out.println(child.answer(command.split(" ", 2)));
      command = commands.readLine();
    }
    System.exit(0);
  }

  private String answer(String[] command) throws IOException, InterruptedException {
    return switch (command[0]) {
      case "add" -> {
        desks.add(deskPort, Integer.parseInt(command[1]));
        yield "added";
      }
      case "payload" -> {
        Files.write(Path.of(command[1]), desks.payload());
        yield "written";
      }
      case "go" -> go(command[1].charAt(0));
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private String go(char kind) throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
    bytes.put(protocol.trigger(kind, payload)).flip();
    Round round = desks.expect();
    long sinceNanos = System.nanoTime();
    trigger.write(bytes);
    Optional<Round.Times> times = round.await(sinceNanos, TIMEOUT_NANOS);
    return times
        .map(each -> "times " + each.first() + " " + each.median() + " " + each.last())
        .orElse("late, " + desks.lost() + " lost their connection");
  }
}
