package io.driftgate.collector;

import io.driftgate.core.fact.NodeId;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.KeyCertOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Healthy or hostile nodes in a process of their own, which ends with its input. As a main class it
 * is that process; as an object it is the parent's side.
 */
final class NodesProcess implements AutoCloseable {
  private static final String READY = "ready";
  private static final String NO_SOCKET = "-";

  private final Process process;
  private final List<Served> nodes = new ArrayList<>();

  /** One node and where it is. */
  record Served(NodeId id, URI http, Optional<URI> ws) {}

  /**
   * Starts it and waits until its nodes listen.
   *
   * @param folder for its keys and the times of its writes
   * @param before what runs it, as {@code nice}; or nothing
   */
  NodesProcess(Path folder, boolean hostile, List<String> before) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("-D" + Sight.GENESIS_PROPERTY + "=" + Sight.GENESIS_SECONDS);
    command.addAll(List.of(NodesProcess.class.getName(), folder.toString()));
    command.add(Boolean.toString(hostile));
    process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.equals(READY)) {
      nodes.add(served(line.split(" ")));
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the process of the nodes ended");
    }
  }

  private static Served served(String[] words) {
    Optional<URI> ws =
        words[2].equals(NO_SOCKET) ? Optional.empty() : Optional.of(URI.create(words[2]));
    return new Served(new NodeId(words[0]), URI.create(words[1]), ws);
  }

  List<Served> nodes() {
    return nodes;
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Takes the folder, and whether the nodes are hostile. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    if (Boolean.parseBoolean(arguments[1])) {
      serveHostile(vertx, folder);
    } else {
      serveHealthy(vertx, new WriteTimes(folder.resolve("writes"), HealthyNode.ALL.size()));
    }
    System.out.println(READY);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void serveHostile(Vertx vertx, Path folder) throws Exception {
    Map<Deed.Door, KeyCertOptions> keys = HostileKeys.issue(folder);
    for (HostileCase each : HostileFleet.all()) {
      Deed deed = each.hostility.deed;
      Optional<KeyCertOptions> key = Optional.ofNullable(keys.get(deed.door()));
      print(each.node, HostileNode.start(vertx, each.face, deed, key));
    }
  }

  private static void serveHealthy(Vertx vertx, WriteTimes times) {
    for (int i = 0; i < HealthyNode.ALL.size(); i++) {
      int place = i;
      HealthyNode each = HealthyNode.ALL.get(i);
      HostileNode.Writes writes = transport -> times.writes(place, transport);
      print(each.id(), HostileNode.good(vertx, each.face(), writes));
    }
  }

  private static void print(NodeId id, HostileNode node) {
    System.out.println(
        id + " " + node.http() + " " + node.ws().map(URI::toString).orElse(NO_SOCKET));
  }
}
