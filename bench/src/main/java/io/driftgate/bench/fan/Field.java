package io.driftgate.bench.fan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * All servers of one comparison, up at once with all desks connected, and what was measured of
 * them. In each round every one of them sends once; who is first goes round.
 */
final class Field implements AutoCloseable {
  private static final int SETTLE_SECONDS = 2;

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Runner> runners = new ArrayList<>();
  private final Path payload;
  private int begun;

  /** One way of sending. */
  private static final class Runner {
    private final Lane lane;
    private final Server.Way way;
    private Figures figures;

    Runner(Lane lane, Server.Way way) {
      this.lane = lane;
      this.way = way;
      this.figures = new Figures(way.name());
    }

    void play() throws IOException {
      lane.play(way).ifPresentOrElse(figures::record, figures::late);
    }
  }

  private Field(Path payload) {
    this.payload = payload;
  }

  /** The feed comes first: what it sends is what the others send. */
  static Field open(Server feed, int desks, long leaseMs, Roster roster)
      throws IOException, InterruptedException {
    Field field = new Field(roster.payload());
    try {
      field.enter(feed, desks, leaseMs, Optional.empty());
      field.play(1, 0);
      field.lanes.get(0).payloadTo(field.payload);
      for (Server server : roster.servers()) {
        field.enter(server, desks, leaseMs, Optional.of(field.payload));
      }
      return field;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      field.close();
      throw failed;
    }
  }

  private void enter(Server server, int desks, long leaseMs, Optional<Path> sends)
      throws IOException, InterruptedException {
    Lane lane = Lane.open(server, leaseMs, sends);
    lanes.add(lane);
    lane.add(desks);
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    server.ways().forEach(way -> runners.add(new Runner(lane, way)));
  }

  void play(int rounds, int pauseMs) throws IOException, InterruptedException {
    for (int i = 0; i < rounds; i++) {
      begun++;
      for (int k = 0; k < runners.size(); k++) {
        runners.get((begun + k) % runners.size()).play();
        TimeUnit.MILLISECONDS.sleep(pauseMs);
      }
    }
  }

  /** What came so far was warming up. */
  void forget() {
    runners.forEach(runner -> runner.figures = new Figures(runner.way.name()));
  }

  long payloadBytes() throws IOException {
    return Files.size(payload);
  }

  void print() {
    List<Figures> all = runners.stream().map(runner -> runner.figures).toList();
    Figures.head();
    all.forEach(Figures::print);
    Figures feed = all.get(0);
    for (Figures other : all.subList(1, all.size())) {
      double bar = other.name().equals(Roster.FLOOR) ? Figures.FLOOR_BAR : 1;
      System.out.println(feed.against(other, bar));
    }
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }
}
