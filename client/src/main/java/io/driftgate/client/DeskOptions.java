package io.driftgate.client;

import io.driftgate.client.protocol.GateKeys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * What a builder was told, checked.
 *
 * @param gates in their order
 * @param needed how many must have an unexpired lease
 * @param markets globs; empty for all
 * @param token for the {@code Authorization} header
 * @param tls for {@code wss}
 * @param holdNanos how long what a gate last forbade counts after its lease has ended
 * @param connectNanos how long a connection, and then its hello, may take
 * @param listener who is told
 * @param acknowledges whether a listener that returns normally has acted
 */
record DeskOptions(
    List<Gate> gates,
    int needed,
    List<String> markets,
    Optional<Supplier<String>> token,
    Optional<SSLContext> tls,
    long holdNanos,
    long connectNanos,
    Optional<DeskListener> listener,
    boolean acknowledges) {

  /** Where a gate is, and who may sign for it. */
  record Gate(URI address, GateKeys keys) {
    /** Its address without what a person may have put into it. */
    String name() {
      return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
  }
}
