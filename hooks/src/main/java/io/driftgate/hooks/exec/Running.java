package io.driftgate.hooks.exec;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;

/** One run of the program. {@link #run} on a worker thread, the rest on the edge loop. */
final class Running implements Attempt {
  private final ProcessBuilder program;
  private final byte[] body;
  private final Promise<Outcome> ended = Promise.promise();

  /** Null before it runs. */
  private volatile Process process;

  private volatile boolean aborted;

  Running(ProcessBuilder program, byte[] body) {
    this.program = program;
    this.body = body;
  }

  /** From its start to its end. */
  Outcome run() {
    if (aborted) {
      return Outcome.failed("its time was over before it could run");
    }
    Process running;
    try {
      running = program.start();
    } catch (IOException e) {
      return Outcome.refused(
          "the program can't be run: see its path, its rights, and that 'runuser' is there");
    }
    process = running;
    try {
      if (aborted) {
        return Outcome.failed("its time was over as it began");
      }
      tell(running);
      int code = running.waitFor();
      return code == 0 ? Outcome.delivered("ended with 0") : Outcome.failed("ended with " + code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("interrupted");
    } finally {
      kill(running);
    }
  }

  /** One that does not read its input may still be done. */
  private void tell(Process running) {
    try (OutputStream input = running.getOutputStream()) {
      input.write(body);
    } catch (IOException e) {
      // its end says whether it is done
    }
  }

  private static void kill(Process running) {
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
  }

  void over(AsyncResult<Outcome> result) {
    ended.tryComplete(
        result.succeeded()
            ? result.result()
            : Outcome.failed("no thread for it: " + result.cause().getClass().getSimpleName()));
  }

  @Override
  public Future<Outcome> outcome() {
    return ended.future();
  }

  @Override
  public void abort() {
    aborted = true;
    Process running = process;
    if (running != null) {
      kill(running);
    }
    ended.tryComplete(Outcome.failed("not done in time"));
  }
}
