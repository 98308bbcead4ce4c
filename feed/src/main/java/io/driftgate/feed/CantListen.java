package io.driftgate.feed;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;

/** Why the server could not be opened, and what to do. */
final class CantListen {
  private static final int FIRST_FREE_FOR_ALL = 1024;

  private CantListen() {}

  static IOException because(Throwable cause, String host, int port) {
    return new IOException(
        "can't listen on " + host + ":" + port + ": " + why(cause, host, port), cause);
  }

  private static String why(Throwable cause, String host, int port) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException) {
      return "'" + host + "' is no address; name one of this machine in server.host";
    }
    if (message.contains("assign")) {
      return "the address is not of this machine; name one that is in server.host";
    }
    if (message.contains("denied") && port < FIRST_FREE_FOR_ALL) {
      return "ports below 1024 need rights; set server.port to a higher one";
    }
    if (cause instanceof BindException || message.contains("in use")) {
      return "the port is in use; stop what listens there, or set server.port to another";
    }
    return message;
  }
}
