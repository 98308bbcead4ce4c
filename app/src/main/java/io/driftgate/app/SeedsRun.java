package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.simulator.proof.Broken;
import io.driftgate.simulator.proof.Campaign;
import io.driftgate.simulator.proof.Core;
import io.driftgate.simulator.proof.Proof;
import io.driftgate.simulator.proof.Seed;
import io.driftgate.simulator.proof.Shrinker;
import io.driftgate.simulator.proof.Trace;
import io.driftgate.simulator.proof.TraceReader;
import io.driftgate.simulator.proof.TraceWriter;
import io.driftgate.simulator.virtual.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs seeds, or a trace, in virtual time. Blocks its thread. */
final class SeedsRun {
  private final Console console;
  private final SeedsOption options;

  SeedsRun(Console console, SeedsOption options) {
    this.console = console;
    this.options = options;
  }

  /** All seeds; 0 if all holds. */
  int seeds(SeedsOption.Range range) {
    Campaign campaign =
        new Campaign(
            range.first(),
            range.last(),
            Feature.supported(),
            TimeUnit.MINUTES.toNanos(options.minutes()),
            Core::real);
    try {
      ProgressLine progress = new ProgressLine(console, campaign);
      Optional<Campaign.Finding> finding = campaign.run(options.threads());
      progress.end();
      tellDigests(campaign);
      return finding.isPresent() ? tell(finding.get()) : tellAllHolds(campaign, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private void tellDigests(Campaign campaign) {
    if (options.digest()) {
      campaign.digests().forEach((seed, digest) -> console.say(seed + " " + digest));
    }
  }

  private int tellAllHolds(Campaign campaign, ProgressLine progress) {
    console.say(
        "all holds: "
            + campaign.done()
            + " seeds, "
            + campaign.steps()
            + " steps in "
            + progress.seconds()
            + " s");
    return ExitCode.OK;
  }

  private int tell(Campaign.Finding finding) {
    console.complain("seed " + finding.seed() + " breaks an invariant");
    tell(finding.broken());
    Trace shortest = shorten(finding.outcome().trace(), finding.broken());
    console.say("# seed " + finding.seed() + ": " + finding.broken().claim());
    TraceWriter.lines(shortest).forEach(console::say);
    return ExitCode.FAILED;
  }

  private void tell(Broken broken) {
    console.complain("should hold: " + broken.claim());
    console.complain("was seen at " + broken.atNanos() + " ns: " + broken.what());
  }

  private Trace shorten(Trace trace, Broken broken) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.shrinkSeconds());
    console.complain("shortening " + broken.deliveries() + " inputs …");
    Shrinker shrinker =
        new Shrinker(
            Core::real,
            () -> Proof.invariants(trace.seed(), Core::real),
            () -> System.nanoTime() < until,
            left -> ProgressLine.overwrite(console, left + " inputs are left"));
    Trace shortest = shrinker.shorten(trace, broken);
    ProgressLine.erase(console);
    console.complain(shortest.deliveries().size() + " inputs show the same");
    return shortest;
  }

  /**
   * What a trace says; 0 if all holds.
   *
   * @throws IllegalArgumentException for a file that cannot be read, or is no trace
   */
  int trace(Path file) {
    try {
      Trace trace = TraceReader.read(Files.readAllLines(file));
      Seed.Outcome outcome = trace.replay(Core::real, Proof.invariants(trace.seed(), Core::real));
      if (options.digest()) {
        console.say(trace.seed() + " " + outcome.digest());
      }
      outcome.broken().ifPresent(this::tell);
      if (outcome.broken().isEmpty()) {
        console.say("all holds: " + outcome.steps() + " steps");
      }
      return outcome.broken().isPresent() ? ExitCode.FAILED : ExitCode.OK;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
