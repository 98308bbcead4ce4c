package io.driftgate.simulator.proof;

import io.driftgate.simulator.virtual.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs seeds and leaves what they said in a file, a line for each; in a process of its own. */
final class DigestMain {
  private static final int SEEDS = 24;

  private DigestMain() {}

  /** The file is the only argument. */
  public static void main(String[] args) throws Exception {
    Campaign campaign =
        new Campaign(0, SEEDS - 1, Feature.supported(), TimeUnit.MINUTES.toNanos(2), Core::real);
    campaign.run(1);
    List<String> lines =
        campaign.digests().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    Files.write(Path.of(args[0]), lines);
  }
}
