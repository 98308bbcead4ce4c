package io.driftgate.simulator.proof;

import io.driftgate.simulator.virtual.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many seeds, several at a time. Stops at the first that breaks an invariant; those begun by then
 * are finished, and the lowest that broke is the finding.
 */
public final class Campaign {
  /**
   * A seed that breaks an invariant.
   *
   * @param outcome with all that the gate was told
   */
  public record Finding(long seed, Broken broken, Seed.Outcome outcome) {}

  private final long first;
  private final long last;
  private final Set<Feature> features;
  private final long lengthNanos;
  private final Core.Maker maker;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final Map<Long, String> digests = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, Finding> findings = new ConcurrentSkipListMap<>();

  /** Seeds {@code first} to {@code last}, both included; each of that length in virtual time. */
  public Campaign(
      long first, long last, Set<Feature> features, long lengthNanos, Core.Maker maker) {
    this.first = first;
    this.last = last;
    this.features = Set.copyOf(features);
    this.lengthNanos = lengthNanos;
    this.maker = maker;
    next = new AtomicLong(first);
  }

  /** Blocks until all seeds are done, or one has broken an invariant. */
  public Optional<Finding> run(int threads) throws InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "simulation-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return Optional.ofNullable(findings.firstEntry()).map(Map.Entry::getValue);
  }

  private void work() {
    long seed = next.getAndIncrement();
    while (seed <= last && findings.isEmpty()) {
      Seed.Outcome outcome = one(seed);
      steps.addAndGet(outcome.steps());
      digests.put(seed, outcome.digest());
      done.incrementAndGet();
      if (outcome.broken().isPresent()) {
        findings.put(seed, new Finding(seed, outcome.broken().get(), outcome));
      }
      seed = next.getAndIncrement();
    }
  }

  private Seed.Outcome one(long seed) {
    return Proof.world(seed, features, lengthNanos).run(maker, Proof.invariants(seed, maker));
  }

  /** Seeds done so far; any thread. */
  public long done() {
    return done.get();
  }

  /** Seeds in all. */
  public long seeds() {
    return last - first + 1;
  }

  /** Steps taken so far in seeds that are done; any thread. */
  public long steps() {
    return steps.get();
  }

  /** Of each seed done, in order of seed. */
  public Map<Long, String> digests() {
    return digests;
  }
}
