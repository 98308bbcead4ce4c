package io.driftgate.app;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command speaks. Any thread. */
record Console(PrintWriter out, PrintWriter err) {
  static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void complain(String line) {
    err.println("driftgate: " + line);
    err.flush();
  }
}
