package io.driftgate.app.monitor;

import io.driftgate.app.config.ServerSettings;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Puts into words why an address could not be listened on. */
final class Binding {
  private Binding() {}

  static StartRefused refusal(ServerSettings server, Throwable failure) {
    String where = server.host() + ":" + server.port();
    if (failure instanceof BindException && inUse(failure)) {
      return refused(
          where
              + " is in use; stop what listens there, or choose another server.port (demo: --port)");
    }
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return refused(where + " is not an address of this machine; mend server.host");
    }
    return refused(
        "cannot listen on "
            + where
            + " ("
            + failure.getMessage()
            + "); mend server.host or server.port");
  }

  private static boolean inUse(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("in use");
  }

  private static StartRefused refused(String message) {
    return new StartRefused(ExitCode.UNAVAILABLE, message);
  }
}
