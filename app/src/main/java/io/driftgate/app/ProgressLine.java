package io.driftgate.app;

import io.driftgate.simulator.proof.Campaign;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** One line on a terminal, written over each second; none where there is no terminal. */
final class ProgressLine {
  private static final long EVERY_MS = 1_000;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Console console;
  private final Campaign campaign;
  private final long beganNanos = System.nanoTime();
  private final Timer timer = new Timer("progress", true);

  ProgressLine(Console console, Campaign campaign) {
    this.console = console;
    this.campaign = campaign;
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            show();
          }
        },
        EVERY_MS,
        EVERY_MS);
  }

  private void show() {
    long seconds = Math.max(1, seconds());
    long done = campaign.done();
    String left = done == 0 ? "?" : (campaign.seeds() - done) * seconds / done + " s";
    overwrite(
        console,
        done
            + " of "
            + campaign.seeds()
            + " seeds, "
            + campaign.steps() / seconds
            + " steps/s, "
            + left
            + " left");
  }

  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
  }

  /** Shows this in the place of what the line showed. */
  static void overwrite(Console console, String text) {
    if (CommandLine.Help.Ansi.AUTO.enabled()) {
      console.err().print(ERASE_LINE + text);
      console.err().flush();
    }
  }

  static void erase(Console console) {
    overwrite(console, "");
  }

  /** Shows nothing more. */
  void end() {
    timer.cancel();
    erase(console);
  }
}
