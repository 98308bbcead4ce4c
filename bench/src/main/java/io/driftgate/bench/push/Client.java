package io.driftgate.bench.push;

/** One way of hearing of heads. */
interface Client {
  /** Processor time of the threads that it runs on. */
  long cpuNanos();

  /** Requests that it has sent so far; 0 for push. */
  long requests();

  /** Lets go of everything; blocks. */
  void stop() throws Exception;
}
