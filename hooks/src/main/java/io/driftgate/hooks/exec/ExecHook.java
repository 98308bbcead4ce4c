package io.driftgate.hooks.exec;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a local program, which gets the CloudEvent on its standard input and says by ending with 0
 * that it is done. What it says is not read. No shell; of the environment only {@code PATH}, and
 * {@code DRIFTGATE_HOOK}, {@code DRIFTGATE_ID}, {@code DRIFTGATE_MARKET} and {@code
 * DRIFTGATE_EVENTS}. When its time is over it is killed, with its children. Edge loop; the
 * programs' threads are its own.
 */
public final class ExecHook implements Hook {
  /** Programs at once, of those that restrict and of those that open; the rest waits. */
  private static final int THREADS = 16;

  private final ExecSettings settings;
  private final WorkerExecutor restricting;
  private final WorkerExecutor opening;

  /** Runs nothing yet. */
  public ExecHook(Vertx vertx, String id, ExecSettings settings) {
    this.settings = settings;
    this.restricting = vertx.createSharedWorkerExecutor("hook-exec-" + id, THREADS);
    this.opening = vertx.createSharedWorkerExecutor("hook-exec-opening-" + id, THREADS);
  }

  @Override
  public Attempt attempt(Message message) {
    ProcessBuilder program = new ProcessBuilder(command());
    program.directory(settings.folder().toFile());
    program.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    program.redirectError(ProcessBuilder.Redirect.DISCARD);
    String path = program.environment().getOrDefault("PATH", "/usr/bin:/bin");
    program.environment().clear();
    program.environment().put("PATH", path);
    program.environment().put("DRIFTGATE_HOOK", message.delivery().hook());
    program.environment().put("DRIFTGATE_ID", message.id());
    program.environment().put("DRIFTGATE_MARKET", message.delivery().market().value());
    program.environment().put("DRIFTGATE_EVENTS", CloudEvent.keys(message.delivery().events()));
    Running running = new Running(program, CloudEvent.of(message));
    WorkerExecutor workers = message.delivery().restricts() ? restricting : opening;
    workers.executeBlocking(running::run, false).onComplete(running::over);
    return running;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    settings.user().ifPresent(user -> command.addAll(List.of("runuser", "-u", user, "--")));
    command.addAll(settings.command());
    return command;
  }

  @Override
  public Future<Void> close() {
    return Future.join(restricting.close(), opening.close()).mapEmpty();
  }
}
