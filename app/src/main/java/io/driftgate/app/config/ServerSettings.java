package io.driftgate.app.config;

/**
 * Where desks and people come in.
 *
 * @param host a name or address to listen on
 * @param port 0 to 65,535; 0 takes a free one
 */
public record ServerSettings(String host, int port) {
  /** Only this machine: there is no authentication yet. */
  static final String DEFAULT_HOST = "127.0.0.1";

  static final int DEFAULT_PORT = 8080;
}
